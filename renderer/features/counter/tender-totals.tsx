import { useShop } from '@renderer/db/hooks.ts'
import { IconButton } from '@renderer/ui/icon-button.tsx'
import { MoneyText } from '@renderer/ui/money-text.tsx'
import type { Minor } from '@shared/kernel/money.ts'
import { ZERO } from '@shared/kernel/money.ts'
import { X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { summarise, type TenderPlan } from './tender.ts'

interface TenderTotalsProps {
  plan: TenderPlan
  onDrop: (index: number) => void
}

/** What the sale comes to, what is paid, what is left, and the change in figures that can be read at arm's length. */
export function TenderTotals({ plan, onDrop }: TenderTotalsProps) {
  const { t } = useTranslation('counter')
  const { currency } = useShop()
  const { due, change } = summarise(plan)
  const big = (term: string, amount: Minor, strong: boolean) => (
    <div>
      <dt className="text-ink-muted">{term}</dt>
      <dd className={strong ? 'text-2xl font-bold leading-9 tabular-nums' : 'text-lg tabular-nums'}>
        <MoneyText amount={amount} currency={currency} />
      </dd>
    </div>
  )
  return (
    <section aria-label={t('pay.summary')} className="flex flex-col gap-3 rounded-lg bg-sunken p-4">
      <dl>{big(t('total.toPay'), plan.total, true)}</dl>
      {plan.taken.length > 0 && (
        <ul aria-label={t('pay.taken')} className="flex flex-col">
          {plan.taken.map((tender, index) => {
            const method = t(`method.${tender.method}`)
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: payments are only added at the end or taken out whole
              <li key={index} className="flex items-center justify-between gap-2 border-b border-rule">
                <span className="min-w-0 truncate">{method}</span>
                <span className="flex items-center gap-1 tabular-nums">
                  <MoneyText amount={tender.given ?? ZERO} currency={currency} />
                  <IconButton
                    size="lg"
                    label={t('pay.dropTaken', { method })}
                    icon={<X aria-hidden />}
                    onClick={() => onDrop(index)}
                  />
                </span>
              </li>
            )
          })}
        </ul>
      )}
      <dl aria-live="polite" className="flex flex-col gap-2">
        {due > 0 && big(t('pay.due'), due, true)}
        {due === 0 && big(t('pay.change'), change, change > 0)}
      </dl>
    </section>
  )
}
