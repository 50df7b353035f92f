import { deriveId } from '@shared/kernel/id.ts'
import type { SignInRequest } from '@shared/protocol/auth.ts'
import { createShop } from '../accounts/create-shop.ts'
import type { SyncServer } from '../server.ts'

const ADMIN = 'admin@online-retail.comptoir.test'
const PASSWORD = 'comptoir-demo'

/** Who imports, on which device. The device's id is always the same: a second run is the same device. */
export const IMPORTER: SignInRequest = {
  email: ADMIN,
  password: PASSWORD,
  device: { id: deriveId('online-retail', 'import-device'), name: 'Import' },
}

/** The shop the data set goes into: British, in pounds, its prices free of tax. Created by the first run. */
export async function foundOnlineRetail({ services }: SyncServer): Promise<void> {
  await createShop(
    {
      profile: {
        name: 'Online Retail',
        code: 'OR',
        currency: 'GBP',
        languages: ['en', 'fr'],
        utcOffsetMinutes: 0,
        pricesIncludeTax: true,
        address: { country: 'United Kingdom' },
        phone: '',
        email: '',
        receiptFooter: '',
      },
      locationName: 'Warehouse',
      members: [{ email: ADMIN, password: PASSWORD, name: 'Online Retail', role: 'admin' }],
    },
    { pool: services.pool, clock: services.clock, ids: services.ids, passwords: services.auth.passwords },
  )
}
