import { useCan, useSettings } from '@renderer/db/hooks.ts'
import { useProjections, useVariants } from '@renderer/projections/hooks.ts'
import type { StockRow } from '@renderer/projections/projections.ts'
import { Button } from '@renderer/ui/button.tsx'
import { canonicalJson } from '@shared/kernel/canonical.ts'
import type { Id } from '@shared/kernel/id.ts'
import { type Quantity, quantity } from '@shared/kernel/quantity.ts'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MovementStart } from './movement-dialog.tsx'
import type { MovementMode } from './movement-draft.ts'
import { PurchaseDialog } from './purchase-dialog.tsx'
import { ShelfCountDialog } from './shelf-count-dialog.tsx'
import { addToLines } from './stock-lines.ts'
import { usePlaceName } from './use-place-name.ts'

interface OversellChoicesProps {
  row: StockRow
  /** Below zero. */
  onHand: number
  onMove: (mode: MovementMode, first: MovementStart) => void
}

/** What to do about goods that were sold and are not there: count, bring them, order them; refunding begins at the receipt. */
export function OversellChoices({ row, onHand, onMove }: OversellChoicesProps) {
  const { t } = useTranslation('stock')
  const placeName = usePlaceName()
  const [open, setOpen] = useState<'nothing' | 'count' | 'order'>('nothing')
  const may = {
    count: useCan('stock.count'),
    transfer: useCan('stock.transfer'),
    order: useCan('stock.order'),
  }
  const found = useVariants([row.variantId], row.locationId)?.[0]
  const source = useFullestPlace(row)
  const owed = -onHand
  const close = (): void => setOpen('nothing')
  return (
    <>
      <Button size="sm" disabled={!may.count} onClick={() => setOpen('count')}>
        {t('oversell.count')}
      </Button>
      {source && found && (
        <Button
          size="sm"
          disabled={!may.transfer}
          onClick={() =>
            onMove('transfer', {
              variant: { ...found, onHand: source.onHand },
              locationId: source.locationId,
              toLocationId: row.locationId,
              quantity: Math.min(owed, source.onHand),
            })
          }
        >
          {t('oversell.transfer', { location: placeName(source.locationId) })}
        </Button>
      )}
      <Button size="sm" disabled={!may.order || !found} onClick={() => setOpen('order')}>
        {t('oversell.order')}
      </Button>
      <p className="basis-full">{t('oversell.refund')}</p>
      {open === 'count' && <ShelfCountDialog row={row} onClose={close} />}
      {open === 'order' && found && (
        <PurchaseDialog
          order={null}
          start={addToLines([], { ...found, onHand: quantity(onHand) }, owed)}
          onClose={close}
        />
      )}
    </>
  )
}

interface FilledPlace {
  readonly locationId: Id
  readonly onHand: Quantity
}

/** The other place of the shop where there is most of it; null when there is none. */
function useFullestPlace({ variantId, locationId }: StockRow): FilledPlace | null {
  const projections = useProjections()
  const others = (useSettings('location') ?? []).map(({ id }) => id).filter((id) => id !== locationId)
  const [fullest, setFullest] = useState<FilledPlace | null>(null)
  const question = canonicalJson(others)
  useEffect(() => {
    let stopped = false
    const places = JSON.parse(question) as Id[] // written three lines above
    projections.onHand(places.map((place) => ({ variantId, locationId: place }))).then(
      (answers) => {
        const filled = answers.flatMap((one) =>
          one.locationId !== undefined && one.onHand > 0
            ? [{ locationId: one.locationId, onHand: one.onHand }]
            : [],
        )
        if (!stopped) setFullest(filled.toSorted((a, b) => b.onHand - a.onHand)[0] ?? null)
      },
      () => undefined, // the worker is gone, which the screen says elsewhere
    )
    return () => {
      stopped = true
    }
  }, [projections, variantId, question])
  return fullest
}
