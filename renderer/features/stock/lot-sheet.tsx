import { useCan, useDocument } from '@renderer/db/hooks.ts'
import { formatMeasure } from '@renderer/i18n/format.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import { useLotStory, useLots, useVariants } from '@renderer/projections/hooks.ts'
import type { LotEvent, LotRow } from '@renderer/projections/projections.ts'
import { Button } from '@renderer/ui/button.tsx'
import { DateTimeText } from '@renderer/ui/date-time-text.tsx'
import { EmptyState } from '@renderer/ui/empty-state.tsx'
import { Sheet } from '@renderer/ui/sheet.tsx'
import { Skeleton } from '@renderer/ui/skeleton.tsx'
import type { Id } from '@shared/kernel/id.ts'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ExpiryBadge } from '../lots/public.ts'
import { DiscardDialog } from './discard-dialog.tsx'
import { type Buyer, buyersOf } from './lot-buyers.ts'
import { MovementDetail } from './movement-detail.tsx'
import { usePlaceName } from './use-place-name.ts'

/** One lot of a variant, or one piece. */
export interface LotOf {
  readonly variantId: Id
  readonly lot: string
}

/** The story of a lot or serial number: where it is, what became of it, and who bought it, from what is on this device. */
export function LotSheet({ variantId, lot, onClose }: LotOf & { onClose: () => void }) {
  const { t } = useTranslation('lots')
  const variantIds = useMemo(() => [variantId], [variantId])
  const variant = useVariants(variantIds)?.[0]
  const story = useLotStory(variantId, lot)
  const rows = useLots({ variantIds, limit: 500 })?.rows.filter((row) => row.lot === lot) ?? []
  const isSerial = story?.some(({ posting }) => posting.serial === true) ?? false
  const [movementId, setMovementId] = useState<Id | null>(null)
  const [discarding, setDiscarding] = useState<LotRow | null>(null)
  return (
    <>
      <Sheet
        open
        onOpenChange={(open) => !open && onClose()}
        title={t(isSerial ? 'serial' : 'lot', { lot })}
        description={variant?.name ?? ''}
        size="xl"
        footer={<Button onClick={onClose}>{t('sheet.close')}</Button>}
      >
        <div className="flex flex-col gap-5">
          <Places rows={rows} onDiscard={setDiscarding} />
          {story === undefined && <Skeleton className="h-32" />}
          {story && story.length === 0 && <EmptyState title={t('sheet.empty')} />}
          {story && story.length > 0 && (
            <>
              <Buyers story={story} unit={variant?.unit} />
              <Story story={story} unit={variant?.unit} onMovement={setMovementId} />
            </>
          )}
        </div>
      </Sheet>
      {movementId !== null && <MovementDetail movementId={movementId} onClose={() => setMovementId(null)} />}
      {discarding && <DiscardDialog lot={discarding} onClose={() => setDiscarding(null)} />}
    </>
  )
}

function Places({ rows, onDiscard }: { rows: readonly LotRow[]; onDiscard: (row: LotRow) => void }) {
  const { t } = useTranslation('lots')
  const locale = useLocale()
  const placeName = usePlaceName()
  const mayDiscard = useCan('stock.adjust')
  return (
    <ul aria-label={t('sheet.onHand')} className="flex flex-col gap-2">
      {rows.map((row) => (
        <li key={row.locationId} className="flex flex-wrap items-center gap-3">
          <span className="text-ink-muted">
            {t('sheet.onHand')} · {placeName(row.locationId)}
          </span>
          <strong className="text-lg tabular-nums">{formatMeasure(row.quantity, row.unit, locale)}</strong>
          {row.expiry !== null && <ExpiryBadge expiry={row.expiry} />}
          {row.quantity > 0 && (
            <Button size="sm" disabled={!mayDiscard} onClick={() => onDiscard(row)}>
              {t('list.discard')}
            </Button>
          )}
        </li>
      ))}
    </ul>
  )
}

type Unit = LotRow['unit'] | undefined

function Buyers({ story, unit }: { story: readonly LotEvent[]; unit: Unit }) {
  const { t } = useTranslation('lots')
  const buyers = useMemo(() => buyersOf(story), [story])
  const sum = buyers.reduce((total, { units }) => total + units, 0)
  return (
    <section aria-label={t('sheet.buyers')} className="flex flex-col gap-1">
      <h3 className="font-semibold">{t('sheet.buyers')}</h3>
      <p className="text-ink-muted">
        {sum > 0 ? t('sheet.bought', { count: sum, receipts: buyers.length }) : t('sheet.nobody')}
      </p>
      <ul className="flex flex-col">
        {buyers.map((buyer) => (
          <BuyerRow key={buyer.orderId} buyer={buyer} unit={unit} />
        ))}
      </ul>
    </section>
  )
}

function BuyerRow({ buyer, unit }: { buyer: Buyer; unit: Unit }) {
  const { t } = useTranslation('lots')
  const locale = useLocale()
  const customer = useDocument('customers', buyer.customerId)
  const phones = customer?.phones.join(', ') ?? ''
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_10rem_5rem_9rem_11rem] items-center gap-3 border-b border-rule py-1.5">
      <span className="truncate font-medium">{customer?.name ?? (buyer.name || t('sheet.unnamed'))}</span>
      <span className="text-ink-muted tabular-nums">{phones}</span>
      <span className="text-right tabular-nums">{formatMeasure(buyer.units, unit, locale)}</span>
      <a href={`#/orders/${buyer.orderId}`} className={LINK}>
        {buyer.label}
      </a>
      <DateTimeText at={buyer.at} />
    </li>
  )
}

const LINK = 'w-fit font-medium text-accent-ink underline underline-offset-2'
const HEAD = 'px-2 py-1 text-left text-xs font-medium text-ink-muted'
const CELL = 'px-2 py-1.5'

interface StoryProps {
  story: readonly LotEvent[]
  unit: Unit
  onMovement: (movementId: Id) => void
}

function Story({ story, unit, onMovement }: StoryProps) {
  const { t } = useTranslation('lots')
  const { t: stock } = useTranslation('stock')
  const locale = useLocale()
  const placeName = usePlaceName()
  const heads = [t('sheet.when'), t('sheet.what'), t('sheet.units'), t('sheet.place'), t('sheet.who')]
  return (
    <section className="flex flex-col gap-1">
      <h3 className="font-semibold">{t('sheet.story')}</h3>
      <table aria-label={t('sheet.story')} className="w-full border-collapse text-sm">
        <thead>
          <tr className="border-b border-rule bg-sunken">
            {[...heads, t('sheet.document')].map((head) => (
              <th key={head} scope="col" className={HEAD}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {story.map((event) => (
            <tr key={event.posting.id} className="border-b border-rule">
              <td className={CELL}>
                <DateTimeText at={event.posting.at} />
              </td>
              <td className={CELL}>{stock(`kind.${event.posting.kind}`)}</td>
              <td className={`${CELL} tabular-nums`}>
                {`${event.posting.quantity > 0 ? '+' : ''}${formatMeasure(event.posting.quantity, unit, locale)}`}
              </td>
              <td className={CELL}>{placeName(event.posting.locationId)}</td>
              <td className={CELL}>{event.customerName || event.supplierName}</td>
              <td className={CELL}>
                {event.collection === 'orders' ? (
                  <a href={`#/orders/${event.documentId}`} className={LINK}>
                    {event.label || stock('history.order')}
                  </a>
                ) : (
                  <button type="button" className={LINK} onClick={() => onMovement(event.documentId)}>
                    {event.label || stock('history.movement')}
                  </button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
