import { useAuthor, useDeps } from '@renderer/db/hooks.ts'
import { formatMeasure } from '@renderer/i18n/format.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import type { LotRow } from '@renderer/projections/projections.ts'
import { ConfirmDialog } from '@renderer/ui/confirm-dialog.tsx'
import { toast } from '@renderer/ui/toast.ts'
import { isExpired, shareOf } from '@shared/domain/stock/lots.ts'
import { recordMovement } from '@shared/domain/stock/movement.ts'
import { quantity } from '@shared/kernel/quantity.ts'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useExpiryText, useToday } from '../lots/public.ts'
import { usePlaceName } from './use-place-name.ts'
import { usePostMovement } from './use-post-movement.ts'

/** All that is left of a lot at its place becomes waste, after a question. */
export function DiscardDialog({ lot, onClose }: { lot: LotRow; onClose: () => void }) {
  const { t } = useTranslation('lots')
  const locale = useLocale()
  const author = useAuthor()
  const deps = useDeps()
  const today = useToday()
  const placeName = usePlaceName()
  const expiryText = useExpiryText()
  const { post, businessDay } = usePostMovement()
  const [busy, setBusy] = useState(false)
  const units = formatMeasure(lot.quantity, lot.unit, locale)
  const discard = async (): Promise<void> => {
    if (busy) return
    const { variantId, locationId } = lot
    const line = {
      variantId,
      locationId,
      quantity: quantity(lot.quantity),
      lots: [shareOf({ ...lot, expiry: null }, lot.quantity)],
    }
    const movement = recordMovement(
      {
        kind: 'waste',
        lines: [line],
        businessDay: businessDay(),
        reason: isExpired(lot.expiry, today) ? 'expired' : 'damaged',
        reference: t('discard.reason', { lot: lot.lot }),
      },
      author,
      deps,
    )
    if (!movement.ok) {
      toast.error(t('discard.failed', { type: movement.error.type }))
      return onClose()
    }
    setBusy(true)
    const stored = await post(movement.value, t('discard.done', { lot: lot.lot }))
    setBusy(false)
    if (stored) onClose()
  }
  return (
    <ConfirmDialog
      open
      danger
      title={t('discard.title', { units, lot: lot.lot })}
      body={t('discard.body', {
        name: lot.name,
        units,
        lot: lot.lot,
        day: expiryText(lot.expiry),
        place: placeName(lot.locationId),
      })}
      confirmLabel={t('discard.confirm')}
      busy={busy}
      onConfirm={() => void discard()}
      onCancel={onClose}
    />
  )
}
