import { useCan, useShop } from '@renderer/db/hooks.ts'
import { IconButton } from '@renderer/ui/icon-button.tsx'
import { MoneyField } from '@renderer/ui/money-field.tsx'
import { QuantityField } from '@renderer/ui/number-field.tsx'
import { QuantityText } from '@renderer/ui/quantity-text.tsx'
import type { Id } from '@shared/kernel/id.ts'
import { MAX_QUANTITY } from '@shared/kernel/quantity.ts'
import { Trash2 } from 'lucide-react'
import { Fragment, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { LineHeading } from './line-heading.tsx'
import { LineLots, useTracking } from './line-lots.tsx'
import type { StockLine } from './stock-lines.ts'

interface LineTableProps {
  lines: readonly StockLine[]
  /** +1 when the quantities come in, −1 when they go out. */
  sign: 1 | -1
  withCost: boolean
  /** Where the goods leave from; null where they come in, left out where nothing moves. */
  fromLocationId?: Id | null
  onChange: (variantId: Id, changes: Partial<StockLine>) => void
  onRemove: (variantId: Id) => void
  onValidityChange: (variantId: Id) => (valid: boolean) => void
}

const CELL = 'px-2 py-1'

/** What is about to be posted, line by line, with what the shelf will hold afterwards. */
export function LineTable(props: LineTableProps) {
  const { lines, sign, withCost, fromLocationId, onChange, onRemove, onValidityChange } = props
  const tracking = useTracking(useMemo(() => lines.map(({ variantId }) => variantId), [lines]))
  const { t } = useTranslation('stock')
  const maySeeCost = useCan('products.edit-cost') && withCost
  const { currency } = useShop()
  const heading = `${CELL} text-left text-xs font-medium text-ink-muted`
  return (
    <table aria-label={t('lines.label')} className="w-full table-fixed border-collapse text-sm">
      <thead>
        <tr className="border-b border-rule bg-sunken">
          <th scope="col" className={heading}>
            {t('lines.product')}
          </th>
          <th scope="col" className={`${heading} w-24 text-right`}>
            {t('lines.onHand')}
          </th>
          <th scope="col" className={`${heading} w-36`}>
            {t('lines.quantity')}
          </th>
          {maySeeCost && (
            <th scope="col" className={`${heading} w-36`}>
              {t('lines.unitCost')}
            </th>
          )}
          <th scope="col" className={`${heading} w-24 text-right`}>
            {t('lines.after')}
          </th>
          <th scope="col" className={`${heading} w-10`}>
            <span className="sr-only">{t('lines.actions')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <Fragment key={line.variantId}>
            <tr
              className={`align-top ${fromLocationId !== undefined && tracking.has(line.variantId) ? '' : 'border-b border-rule'}`}
            >
              <LineHeading name={line.name} sku={line.sku} className={`${CELL} pt-2`} />
              <td className={`${CELL} pt-2 text-right`}>
                <QuantityText value={line.onHand} unit={line.unit} />
              </td>
              <td className={CELL}>
                <QuantityField
                  label={t('lines.quantityOf', { name: line.name })}
                  hideLabel
                  size="sm"
                  stepper
                  value={line.quantity}
                  min={1}
                  max={MAX_QUANTITY}
                  onValidityChange={onValidityChange(line.variantId)}
                  onChange={(quantity) => onChange(line.variantId, { quantity })}
                />
                {line.unit && (
                  <span className="block pt-0.5 text-right text-xs text-ink-muted">
                    = <QuantityText value={line.quantity} unit={line.unit} />
                  </span>
                )}
              </td>
              {maySeeCost && (
                <td className={CELL}>
                  <MoneyField
                    label={t('lines.unitCostOf', { name: line.name })}
                    hideLabel
                    size="sm"
                    value={line.unitCost}
                    currency={currency}
                    onChange={(unitCost) => onChange(line.variantId, { unitCost })}
                  />
                </td>
              )}
              <td className={`${CELL} pt-2 text-right`}>
                <After value={line.onHand + sign * line.quantity} unit={line.unit} />
              </td>
              <td className={CELL}>
                <IconButton
                  label={t('lines.remove', { name: line.name })}
                  icon={<Trash2 aria-hidden />}
                  size="sm"
                  onClick={() => onRemove(line.variantId)}
                />
              </td>
            </tr>
            {fromLocationId !== undefined && (
              <LineLots
                line={line}
                tracking={tracking.get(line.variantId)}
                fromLocationId={fromLocationId}
                columns={maySeeCost ? 6 : 5}
                onChange={(lots) => onChange(line.variantId, { lots })}
              />
            )}
          </Fragment>
        ))}
      </tbody>
    </table>
  )
}

function After({ value, unit }: { value: number; unit: StockLine['unit'] }) {
  return (
    <span className={value < 0 ? 'font-semibold text-danger-ink' : undefined}>
      <QuantityText value={value} unit={unit} />
    </span>
  )
}
