import { shopProfile } from '../support/shop-profile.ts'
import { PASSWORD } from './device.ts'

/** The shop of a run and its people. */
export const newShop = (domain: string, members: readonly string[]) => ({
  profile: shopProfile(`Shop ${domain}`),
  locationName: 'Boutique',
  members: members.map((name) => ({
    email: `${name}@${domain}`,
    password: PASSWORD,
    name,
    role: roleOf(name),
  })),
})

export function roleOf(member: string): 'admin' | 'manager' | 'cashier' | 'vendor' {
  if (member.startsWith('manager')) return 'manager'
  if (member.startsWith('cashier')) return 'cashier'
  return member === 'vendor' ? 'vendor' : 'admin'
}
