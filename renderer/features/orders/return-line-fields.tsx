import { formatMoney, formatQuantity } from '@renderer/i18n/format.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import { Button } from '@renderer/ui/button.tsx'
import { QuantityField } from '@renderer/ui/number-field.tsx'
import type { ReturnableLine } from '@shared/domain/orders/returns.ts'
import type { CurrencyCode } from '@shared/kernel/money.ts'
import { useTranslation } from 'react-i18next'
import type { ReturnCounts } from './return-dialog.tsx'

interface ReturnLineFieldsProps {
  lines: readonly ReturnableLine[]
  counts: ReturnCounts
  currency: CurrencyCode
  onChange: (counts: ReturnCounts) => void
}

/** One quantity a line, never above what may still come back (ORDER-3). */
export function ReturnLineFields({ lines, counts, currency, onChange }: ReturnLineFieldsProps) {
  const { t } = useTranslation('orders')
  const locale = useLocale()
  const all = Object.fromEntries(lines.map((line) => [line.lineId, line.quantity]))
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1 flex w-full items-center justify-between gap-3 text-xs font-medium text-ink-muted">
        {t('return.lines')}
      </legend>
      <ul className="flex flex-col rounded-md border border-rule">
        {lines.map((line) => (
          <li
            key={line.lineId}
            className="grid grid-cols-[minmax(0,1fr)_11rem] items-center gap-4 border-b border-rule px-3 py-2 last:border-b-0"
          >
            <span className="min-w-0">
              <span className="block truncate font-medium">{line.name}</span>
              <span className="block text-xs text-ink-muted tabular-nums">
                {t('return.left', {
                  count: line.quantity,
                  left: formatQuantity(line.quantity, locale),
                  sold: formatQuantity(line.sold, locale),
                  price: formatMoney(line.amountPerUnit, currency, locale),
                })}
              </span>
            </span>
            <QuantityField
              label={t('return.quantityOf', { name: line.name })}
              hideLabel
              size="lg"
              stepper
              min={0}
              max={line.quantity}
              value={counts[line.lineId] ?? 0}
              onChange={(count) => onChange({ ...counts, [line.lineId]: count })}
            />
          </li>
        ))}
      </ul>
      <Button size="lg" className="self-start" onClick={() => onChange(all)}>
        {t('return.everything')}
      </Button>
    </fieldset>
  )
}
