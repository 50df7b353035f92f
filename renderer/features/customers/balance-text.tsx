import { useShop } from '@renderer/db/hooks.ts'
import { MoneyText } from '@renderer/ui/money-text.tsx'
import type { Minor } from '@shared/kernel/money.ts'

/** What is owed; below zero the shop owes it. */
export function BalanceText({ balance }: { balance: Minor }) {
  const { currency } = useShop()
  return (
    <span className={balance < 0 ? 'font-semibold text-success-ink' : 'font-semibold'}>
      <MoneyText amount={balance} currency={currency} />
    </span>
  )
}
