import { PASSWORD } from './device.ts'

/** The shop of a run and its people. */
export const newShop = (domain: string, members: readonly string[]) => ({
  profile: {
    name: `Shop ${domain}`,
    code: 'DK',
    currency: 'XOF' as const,
    languages: ['fr', 'en'] as ('fr' | 'en')[],
    utcOffsetMinutes: 0,
    pricesIncludeTax: true,
    address: { city: 'Dakar' },
    phone: '',
    email: '',
    receiptFooter: '',
  },
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
