import { useAuthor, useDeps } from '@renderer/db/hooks.ts'
import { useProjections } from '@renderer/projections/hooks.ts'
import type { StockRow } from '@renderer/projections/projections.ts'
import { Banner } from '@renderer/ui/banner.tsx'
import { FormDialog } from '@renderer/ui/form-dialog.tsx'
import { recordCount } from '@shared/domain/stock/movement.ts'
import type { Quantity } from '@shared/kernel/quantity.ts'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { OptionalQuantityField } from '../products/public.ts'
import { lotsOfShortages } from './fill-lots.ts'
import { usePostMovement } from './use-post-movement.ts'

interface ShelfCountDialogProps {
  row: StockRow
  onClose: () => void
}

/** One shelf, counted now: the difference to what the ledger says at this moment is posted. */
export function ShelfCountDialog({ row, onClose }: ShelfCountDialogProps) {
  const { t } = useTranslation('stock')
  const author = useAuthor()
  const deps = useDeps()
  const projections = useProjections()
  const { post, businessDay } = usePostMovement()
  const [counted, setCounted] = useState<Quantity | null>(null)
  const [isRead, setIsRead] = useState(true)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const [sessionId] = useState(() => deps.ids.next())
  const { variantId, locationId } = row
  const save = async (): Promise<void> => {
    if (busy || counted === null || !isRead) return
    setBusy(true)
    await projections.settled() // a sale made a moment ago must be in the figure
    const [answer] = await projections.onHand([{ variantId, locationId }])
    const compared = answer ? [{ variantId, locationId, counted, expected: answer.onHand }] : []
    const lots = await lotsOfShortages(projections, compared, locationId)
    const lines = compared.map((line, i) => ({ ...line, lots: lots[i] ?? [] }))
    const movement = recordCount(
      { lines, businessDay: businessDay(), countSessionId: sessionId },
      author,
      deps,
    )
    const stored = movement.ok && (await post(movement.value, t('oversell.countDone')))
    setBusy(false)
    if (!movement.ok) setFailure(movement.error.type)
    if (stored) onClose()
  }
  return (
    <FormDialog
      title={t('oversell.countTitle')}
      description={t('oversell.countBody')}
      size="sm"
      back={t('cancel')}
      submit={t('oversell.countSave')}
      busy={busy}
      onBack={onClose}
      onSubmit={() => void save()}
    >
      {failure !== null && <Banner tone="danger" title={t('failure.refused', { type: failure })} />}
      <OptionalQuantityField
        label={t('oversell.counted')}
        value={counted}
        onValidityChange={setIsRead}
        onChange={setCounted}
      />
    </FormDialog>
  )
}
