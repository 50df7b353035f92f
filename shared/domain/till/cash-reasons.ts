/**
 * Why cash enters or leaves the drawer between sales, and the account that it comes from or goes to. A code that this version
 * does not know is refused: its account would be a guess.
 */
export const CASH_REASONS = {
  'cash-in': { change: 'safe', bank: 'bank', owner: 'owner', other: 'other' },
  'cash-out': {
    safe: 'safe',
    bank: 'bank',
    purchase: 'expense',
    wages: 'expense',
    owner: 'owner',
    other: 'other',
  },
} as const

export type CashInReason = keyof (typeof CASH_REASONS)['cash-in']
export type CashOutReason = keyof (typeof CASH_REASONS)['cash-out']

/** The account on the other side; null for a reason that this kind of movement does not have. */
export function accountOfReason(kind: 'cash-in' | 'cash-out', reason: string): string | null {
  const accounts: Readonly<Record<string, string>> = CASH_REASONS[kind]
  return Object.hasOwn(accounts, reason) ? (accounts[reason] ?? null) : null
}

/** These say nothing by themselves: the words beside them do. */
export const needsWords = (reason: string): boolean => reason === 'other'
