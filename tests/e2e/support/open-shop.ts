import { resolve } from 'node:path'
import { touch } from '@shared/domain/authoring.ts'
import { newProduct } from '@shared/domain/catalogue/product.ts'
import { newSetting } from '@shared/domain/settings/setting.ts'
import { recordMovement } from '@shared/domain/stock/movement.ts'
import { businessDayOf } from '@shared/kernel/business-day.ts'
import { minor } from '@shared/kernel/money.ts'
import { quantity } from '@shared/kernel/quantity.ts'
import type { Tracking } from '@shared/schemas/products.schema.ts'
import { settingSchema } from '@shared/schemas/settings.schema.ts'
import type { Browser, BrowserContext, Page } from 'playwright'
import { launchBrowser } from '../../support/browser.ts'
import { editRow } from '../../support/shop-floor.ts'
import {
  startTestServer,
  TEST_PASSWORD,
  type TestDevice,
  type TestServer,
} from '../../support/test-server.ts'
import { wordsOf } from './words.ts'

export interface ShopGoods {
  readonly name: string
  readonly code: string
  readonly price: number | null
  readonly onHand?: number
  /** By weight, with a price for so many grams. */
  readonly pricePerGrams?: number
  readonly tracking?: Tracking
}

/** The real server with a small shop, and a browser that opens the built back office on it. */
export interface OpenShop {
  readonly server: TestServer
  readonly admin: TestDevice
  /** A fresh device with that member signed in, on the Counter, with the shop's data there. */
  openCounter(member: string, options?: CounterOptions): Promise<Page>
  close(): Promise<void>
}

interface CounterOptions {
  readonly theme?: 'light' | 'dark'
  readonly language?: 'fr' | 'en'
}

const WORDS = {
  fr: { scan: 'Scanner ou chercher un article', later: 'Plus tard' },
  en: { scan: 'Scan or search an item', later: 'Later' },
} as const

export async function openShop(goods: readonly ShopGoods[]): Promise<OpenShop> {
  const rendererDir = resolve(import.meta.dirname, '../../../out/renderer')
  const server = await startTestServer({ config: { rendererDir } })
  const admin = await server.signIn('admin')
  await stock(server, admin, goods)
  const browser: Browser = await launchBrowser()
  const contexts: BrowserContext[] = []
  return {
    server,
    admin,
    async openCounter(member, { theme = 'light', language = 'fr' } = {}) {
      const context = await browser.newContext({
        viewport: { width: 1280, height: 800 },
        colorScheme: theme,
        locale: language === 'fr' ? 'fr-FR' : 'en-GB',
      })
      contexts.push(context)
      const page = await context.newPage()
      await page.goto(`${server.url}/`)
      await signIn(page, server.shop.emailOf(member))
      await reachCounter(page, language)
      await untilLoaded(page, goods, language)
      return page
    },
    async close() {
      await Promise.all(contexts.map((context) => context.close()))
      await browser.close()
      await server.close()
    },
  }
}

/** Waits for the counter; a device without a PIN may offer one first, and is told later. */
export async function reachCounter(page: Page, language: keyof typeof WORDS = 'fr'): Promise<void> {
  const field = page.getByRole('combobox', { name: WORDS[language].scan })
  const later = page.getByRole('button', { name: WORDS[language].later })
  await field.or(later).first().waitFor({ timeout: 90_000 })
  if (await later.isVisible()) await later.click()
  await field.waitFor()
}

/** Waits until the shop is on the device: with the cable cut sooner it would stay without customers or goods. */
async function untilLoaded(
  page: Page,
  goods: readonly ShopGoods[],
  language: keyof typeof WORDS,
): Promise<void> {
  const field = page.getByRole('combobox', { name: WORDS[language].scan })
  await field.fill(goods[0]?.name ?? '')
  await page.getByRole('option').first().waitFor({ timeout: 90_000 })
  await field.fill('')
  await page
    .getByText(wordsOf(language)('auth:firstSync.title'))
    .waitFor({ state: 'hidden', timeout: 90_000 })
}

async function signIn(page: Page, email: string): Promise<void> {
  await page.locator('input[type="email"]').fill(email)
  await page.locator('input[type="password"]').fill(TEST_PASSWORD)
  await page.keyboard.press('Enter')
}

/** Puts the goods in the catalogue and on the shelf. */
export async function stock(
  server: TestServer,
  admin: TestDevice,
  goods: readonly ShopGoods[],
): Promise<void> {
  const { clock, ids } = server
  const deps = { clock, ids }
  const standard = newSetting('tax-class', { name: 'TVA 18 %', rate: 1_800 }, admin.author, deps)
  await admin.create('settings', standard)
  const products = goods.map(({ name, code, price, pricePerGrams, tracking }) => ({
    ...newProduct(
      {
        name,
        currency: 'XOF',
        ...(pricePerGrams === undefined ? {} : { unit: 'gram', pricePer: pricePerGrams }),
        taxClassId: standard.id,
        variants: [
          { sku: `SKU-${code.slice(-4)}`, barcodes: [code], price: price === null ? null : minor(price) },
        ],
      },
      admin.author,
      deps,
    ),
    ...(tracking ? { tracking } : {}),
  }))
  await admin.create('products', ...products)
  const lines = products.flatMap((product, index) => {
    const [variant] = product.variants
    const onHand = goods[index]?.onHand ?? 0
    return variant && onHand > 0
      ? [{ variantId: variant.id, locationId: server.shop.locationId, quantity: quantity(onHand) }]
      : []
  })
  if (lines.length === 0) return
  const received = recordMovement(
    {
      kind: 'receive',
      lines,
      reason: '',
      reference: 'BL-1',
      supplierName: '',
      note: '',
      businessDay: businessDayOf(clock.now(), 0),
    },
    admin.author,
    deps,
  )
  if (!received.ok) throw new Error(received.error.type)
  await admin.create('stockMovements', received.value)
}

/** The head and foot of every slip, with what a printer may stumble over. */
export async function nameShop(server: TestServer, admin: TestDevice): Promise<void> {
  const settings = (await admin.pullAll('settings')).map((one) => settingSchema.parse(one))
  const profile = settings.find(({ kind }) => kind === 'shop-profile')
  if (!profile) throw new Error('The shop has a profile')
  const value = {
    ...profile.value,
    name: 'Épicerie Ndiaye & Frères',
    address: { line1: '12, rue Félix-Faure', city: 'Dakar' },
    phone: '+221 33 821 00 00',
    receiptFooter: 'Merci de votre visite.\nÀ très bientôt !',
  }
  await admin.push('settings', [editRow(profile, touch({ ...profile, value }, admin.author, server))])
}
