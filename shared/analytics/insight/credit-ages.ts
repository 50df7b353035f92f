import type { CreditAccount } from '@shared/domain/customers/credit-account.ts'
import { type DebtAge, daysOwed, sumByAge } from '@shared/domain/customers/debt-age.ts'
import type { BusinessDay } from '@shared/kernel/business-day.ts'
import type { Minor } from '@shared/kernel/money.ts'
import { compareText } from './compare-text.ts'

export interface Debtor {
  readonly customerId: string
  readonly byAge: Readonly<Record<DebtAge, Minor>>
  /** All open debts together (CREDIT-2). */
  readonly open: number
  readonly oldestDays: number
  readonly orderIds: readonly string[]
}

/** Everybody with an open debt, who owes most first. */
export function debtorsByAge(
  accounts: Iterable<readonly [customerId: string, account: CreditAccount]>,
  today: BusinessDay,
  utcOffsetMinutes: number,
): Debtor[] {
  const debtors: Debtor[] = []
  for (const [customerId, { debts }] of accounts) {
    const [oldest] = debts
    if (!oldest) continue
    debtors.push({
      customerId,
      byAge: sumByAge(debts, today, utcOffsetMinutes),
      open: debts.reduce((sum, { open }) => sum + open, 0),
      oldestDays: daysOwed(oldest.at, today, utcOffsetMinutes),
      orderIds: debts.map(({ orderId }) => orderId),
    })
  }
  return debtors.sort((a, b) => b.open - a.open || compareText(a.customerId, b.customerId))
}
