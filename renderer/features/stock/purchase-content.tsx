import { useCan } from '@renderer/db/hooks.ts'
import { useVariants } from '@renderer/projections/hooks.ts'
import type { PurchaseView } from '@renderer/projections/projections.ts'
import { DateTimeText } from '@renderer/ui/date-time-text.tsx'
import { MoneyText } from '@renderer/ui/money-text.tsx'
import { QuantityText } from '@renderer/ui/quantity-text.tsx'
import type { Arrival, PurchaseLineProgress, PurchaseStage } from '@shared/domain/stock/purchase-progress.ts'
import type { Id } from '@shared/kernel/id.ts'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { LineHeading } from './line-heading.tsx'

const CELL = 'px-2 py-1'
const HEAD = `${CELL} text-left text-xs font-medium text-ink-muted`

interface PurchaseContentProps {
  order: PurchaseView
  onMovement: (movementId: Id) => void
}

export function PurchaseContent({ order, onMovement }: PurchaseContentProps) {
  const { t } = useTranslation('purchases')
  return (
    <>
      <Lines order={order} />
      <section className="flex flex-col gap-2">
        <h3 className="font-semibold">{t('sheet.arrivals')}</h3>
        {order.arrivals.length === 0 && <p className="text-ink-muted">{t('sheet.noArrivals')}</p>}
        <ul className="flex flex-col gap-1">
          {order.arrivals.map((arrival) => (
            <li key={arrival.documentId} className="flex flex-wrap items-baseline gap-3">
              <button
                type="button"
                className="font-medium text-accent-ink underline underline-offset-2"
                onClick={() => onMovement(arrival.documentId)}
              >
                {arrival.reference || t('sheet.delivery')}
              </button>
              <DateTimeText at={arrival.at} />
              <ArrivalUnits arrival={arrival} />
            </li>
          ))}
        </ul>
      </section>
    </>
  )
}

function ArrivalUnits({ arrival }: { arrival: Arrival }) {
  const { t } = useTranslation('purchases')
  const units = arrival.units.reduce((sum, { quantity }) => sum + quantity, 0)
  return (
    <span className="text-ink-muted">
      {units < 0 && `${t('sheet.takenBack')} · `}
      {t('sheet.units', { count: units })}
    </span>
  )
}

function Lines({ order }: { order: PurchaseView }) {
  const { t } = useTranslation('purchases')
  const maySeeCost = useCan('products.edit-cost')
  const nameOf = useNames(order.lines)
  return (
    <table aria-label={t('sheet.lines')} className="w-full table-fixed border-collapse text-sm">
      <thead>
        <tr className="border-b border-rule bg-sunken">
          <th scope="col" className={HEAD}>
            {t('sheet.product')}
          </th>
          {maySeeCost && (
            <th scope="col" className={`${HEAD} w-32 text-right`}>
              {t('sheet.cost')}
            </th>
          )}
          <th scope="col" className={`${HEAD} w-24 text-right`}>
            {t('sheet.ordered')}
          </th>
          <th scope="col" className={`${HEAD} w-24 text-right`}>
            {t('sheet.received')}
          </th>
          <th scope="col" className={`${HEAD} w-52`}>
            {t('sheet.outcome')}
          </th>
        </tr>
      </thead>
      <tbody>
        {order.lines.map((line) => (
          <tr key={line.variantId} className="border-b border-rule">
            <LineHeading name={nameOf(line)} sku={line.sku} className={CELL} />
            {maySeeCost && (
              <td className={`${CELL} text-right`}>
                {line.unitCost !== null && (
                  <MoneyText amount={line.unitCost} currency={order.details.currency} />
                )}
              </td>
            )}
            <td className={`${CELL} text-right`}>
              <QuantityText value={line.ordered} />
            </td>
            <td className={`${CELL} text-right`}>
              <QuantityText value={line.received} />
            </td>
            <td className={CELL}>
              <LineOutcome line={line} stage={order.row.stage} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function LineOutcome({ line, stage }: { line: PurchaseLineProgress; stage: PurchaseStage }) {
  const { t } = useTranslation('purchases')
  if (line.ordered === 0) return <Said tone="warning">{t('outcome.unordered', { count: line.over })}</Said>
  if (line.over > 0) return <Said tone="warning">{t('outcome.over', { count: line.over })}</Said>
  if (line.left === 0) return <Said tone="success">{t('outcome.complete')}</Said>
  if (stage === 'draft' || stage === 'cancelled') return null
  if (stage === 'closed') return <Said tone="warning">{t('outcome.missing', { count: line.left })}</Said>
  return t('outcome.left', { count: line.left })
}

const INKS = { warning: 'text-warning-ink', success: 'text-success-ink' } as const

function Said({ tone, children }: { tone: keyof typeof INKS; children: string }) {
  return <span className={`font-medium ${INKS[tone]}`}>{children}</span>
}

/** Names as they were ordered; goods that came without having been ordered are named by the catalogue. */
function useNames(lines: readonly PurchaseLineProgress[]): (line: PurchaseLineProgress) => string {
  const unnamed = useMemo(
    () => lines.filter(({ name }) => name === '').map(({ variantId }) => variantId),
    [lines],
  )
  const found = useVariants(unnamed)
  return (line) => line.name || (found?.find(({ variantId }) => variantId === line.variantId)?.name ?? '')
}
