import type { CurrencyCode } from '@shared/kernel/money.ts'

const SYMBOLS: Record<CurrencyCode, string> = {
  XOF: 'FCFA',
  XAF: 'FCFA',
  GNF: 'GNF',
  EUR: '€',
  GBP: '£',
  USD: '$',
  MAD: 'MAD',
  NGN: '₦',
  GHS: 'GH₵',
  TND: 'TND',
}

/** What people of the currency's countries write beside an amount. */
export const currencySymbol = (currency: CurrencyCode): string => SYMBOLS[currency]
