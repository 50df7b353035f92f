import { useShop } from '@renderer/db/hooks.ts'
import { formatDate, formatMoney } from '@renderer/i18n/format.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import { Checkbox } from '@renderer/ui/checkbox.tsx'
import type { OpenDebt } from '@shared/domain/customers/credit-account.ts'
import type { Id } from '@shared/kernel/id.ts'
import { useTranslation } from 'react-i18next'

interface DebtChoiceProps {
  debts: readonly OpenDebt[]
  /** Those that are not to be paid now. */
  left: ReadonlySet<Id>
  error: string | null
  onToggle: (orderId: Id) => void
}

/** Which debts the money is for, oldest first; all of them until somebody says otherwise. */
export function DebtChoice({ debts, left, error, onToggle }: DebtChoiceProps) {
  const { t } = useTranslation('customers')
  const locale = useLocale()
  const { currency } = useShop()
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="mb-1 text-xs font-medium text-ink-muted">{t('pay.debts')}</legend>
      <div className="max-h-44 overflow-y-auto rounded-md border border-rule px-3 py-1.5 tabular-nums">
        {debts.map((debt) => (
          <Checkbox
            key={debt.orderId}
            label={t('pay.debt', {
              number: debt.number,
              date: formatDate(debt.at, locale),
              open: formatMoney(debt.open, currency, locale),
            })}
            checked={!left.has(debt.orderId)}
            onChange={() => onToggle(debt.orderId)}
          />
        ))}
      </div>
      {error && (
        <p role="alert" className="text-xs text-danger-ink">
          {error}
        </p>
      )}
    </fieldset>
  )
}
