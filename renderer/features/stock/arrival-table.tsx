import { useCan } from '@renderer/db/hooks.ts'
import { MoneyField } from '@renderer/ui/money-field.tsx'
import { QuantityField } from '@renderer/ui/number-field.tsx'
import { QuantityText } from '@renderer/ui/quantity-text.tsx'
import type { Id } from '@shared/kernel/id.ts'
import type { CurrencyCode } from '@shared/kernel/money.ts'
import { MAX_QUANTITY } from '@shared/kernel/quantity.ts'
import { Fragment, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { type ArrivalLine, outcomeOf } from './arrival-draft.ts'
import { LineHeading } from './line-heading.tsx'
import { LineLots, useTracking } from './line-lots.tsx'

interface ArrivalTableProps {
  lines: readonly ArrivalLine[]
  /** Null where goods only change places: no costs then. */
  currency: CurrencyCode | null
  onChange: (variantId: Id, changes: Partial<ArrivalLine>) => void
  onValidityChange: (variantId: Id) => (valid: boolean) => void
}

const CELL = 'px-2 py-1'
const HEAD = `${CELL} text-left text-xs font-medium text-ink-muted`

/** What is awaited, what is there, and what to say about it. */
export function ArrivalTable({ lines, currency, onChange, onValidityChange }: ArrivalTableProps) {
  const { t } = useTranslation('purchases')
  const maySeeCost = useCan('products.edit-cost')
  const outcomeText = useOutcomeText()
  const tracking = useTracking(useMemo(() => lines.map(({ variantId }) => variantId), [lines]))
  // Goods that only change places keep the lots they were sent with.
  const asks = (line: ArrivalLine): boolean =>
    currency !== null && line.quantity > 0 && tracking.has(line.variantId)
  return (
    <table aria-label={t('arrival.label')} className="w-full table-fixed border-collapse text-sm">
      <thead>
        <tr className="border-b border-rule bg-sunken">
          <th scope="col" className={HEAD}>
            {t('sheet.product')}
          </th>
          <th scope="col" className={`${HEAD} w-24 text-right`}>
            {t('arrival.awaited')}
          </th>
          <th scope="col" className={`${HEAD} w-40`}>
            {t('arrival.now')}
          </th>
          {maySeeCost && currency !== null && (
            <th scope="col" className={`${HEAD} w-36`}>
              {t('sheet.cost')}
            </th>
          )}
          <th scope="col" className={`${HEAD} w-44`}>
            {t('arrival.outcome')}
          </th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <Fragment key={line.variantId}>
            <tr className={`align-top ${asks(line) ? '' : 'border-b border-rule'}`}>
              <LineHeading name={line.name} sku={line.sku} className={`${CELL} pt-2`} />
              <td className={`${CELL} pt-2 text-right`}>
                <QuantityText value={line.awaited} />
              </td>
              <td className={CELL}>
                <QuantityField
                  label={t('arrival.nowOf', { name: line.name })}
                  hideLabel
                  size="sm"
                  stepper
                  value={line.quantity}
                  min={0}
                  max={MAX_QUANTITY}
                  onValidityChange={onValidityChange(line.variantId)}
                  onChange={(quantity) => onChange(line.variantId, { quantity })}
                />
              </td>
              {maySeeCost && currency !== null && (
                <td className={CELL}>
                  <MoneyField
                    label={`${t('sheet.cost')}, ${line.name}`}
                    hideLabel
                    size="sm"
                    value={line.unitCost}
                    currency={currency}
                    onChange={(unitCost) => onChange(line.variantId, { unitCost })}
                  />
                </td>
              )}
              <td
                className={`${CELL} pt-2 ${outcomeOf(line).type === 'exact' ? 'text-ink-muted' : 'font-medium text-warning-ink'}`}
              >
                {outcomeText(line)}
              </td>
            </tr>
            {asks(line) && (
              <LineLots
                line={line}
                tracking={tracking.get(line.variantId)}
                fromLocationId={null}
                columns={maySeeCost ? 5 : 4}
                onChange={(lots) => onChange(line.variantId, { lots })}
              />
            )}
          </Fragment>
        ))}
      </tbody>
    </table>
  )
}

/** Short, over or as ordered, in words. */
export function useOutcomeText(): (line: ArrivalLine) => string {
  const { t } = useTranslation('purchases')
  return (line) => {
    const outcome = outcomeOf(line)
    return 'count' in outcome
      ? t(`arrival.${outcome.type}`, { count: outcome.count })
      : t(`arrival.${outcome.type}`)
  }
}
