/** A shop in Dakar that sells in XOF, taxes included. */
export const shopProfile = (name: string) => ({
  name,
  code: 'DK',
  currency: 'XOF' as const,
  languages: ['fr', 'en'] as ('fr' | 'en')[],
  utcOffsetMinutes: 0,
  pricesIncludeTax: true,
  address: { city: 'Dakar' },
  phone: '',
  email: '',
  receiptFooter: '',
})
