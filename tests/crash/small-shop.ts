import { startDatabase } from '../../sync-server/database/start-database.ts'
import { stock } from '../e2e/support/open-shop.ts'
import { startTestServer, TEST_PASSWORD } from '../support/test-server.ts'
import { ARTICLES } from './plan.ts'

export interface Article {
  readonly variantId: string
  /** What is typed at the counter. */
  readonly code: string
  readonly price: number
}

export interface SmallShop {
  readonly email: string
  readonly password: string
  readonly articles: readonly Article[]
}

/** Of every article, so that nothing is ever oversold: an oversell is a story of its own. */
export const ON_SHELF = 1_000_000
const FIRST_CODE = 61_500_000_000_00
const PRICE_STEP = 250

/** Founds a shop with a few articles in the data folder's own PostgreSQL, and lets go of it. */
export async function foundShop(dataDir: string): Promise<SmallShop> {
  const database = await startDatabase({ dataDir })
  const server = await startTestServer({ database })
  const admin = await server.signIn('admin')
  const goods = Array.from({ length: ARTICLES }, (_, place) => ({
    name: `Article ${place + 1}`,
    code: String(FIRST_CODE + place),
    price: PRICE_STEP * (place + 1),
    onHand: ON_SHELF,
  }))
  await stock(server, admin, goods)
  const products = await admin.pullAll('products')
  const articles = goods.map(({ name, code, price }) => {
    const product = products.find((one) => one.name === name) as { variants: { id: string }[] } | undefined // made above
    return { code, price, variantId: product?.variants[0]?.id ?? '' }
  })
  const email = server.shop.emailOf('cashier1')
  await server.close()
  await database.stop()
  return { email, password: TEST_PASSWORD, articles }
}
