import type { TransferView } from '@renderer/projections/projections.ts'
import { toast } from '@renderer/ui/toast.ts'
import type { Id } from '@shared/kernel/id.ts'
import { quantity } from '@shared/kernel/quantity.ts'
import type { TransferShortPayload } from '@shared/schemas/tasks.schema.ts'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ArrivalLine } from './arrival-draft.ts'
import { GoodsReceiptDialog } from './goods-receipt-dialog.tsx'
import { totalQuantity } from './stock-lines.ts'
import { usePlaceName } from './use-place-name.ts'
import { useTransferCommands } from './use-transfer-commands.ts'

interface TransferReceiptDialogProps {
  transfer: TransferView
  nameOf: (variantId: Id) => string
  onClose: () => void
}

/** Takes in what was sent here. What does not agree with what was sent becomes a matter for a manager. */
export function TransferReceiptDialog({ transfer, nameOf, onClose }: TransferReceiptDialogProps) {
  const { t } = useTranslation('transfers')
  const placeName = usePlaceName()
  const [start] = useState(() => awaitedLines(transfer, nameOf))
  const location = placeName(transfer.row.toLocationId)
  return (
    <GoodsReceiptDialog
      title={t('receive.title', { location })}
      body={t('receive.body')}
      start={start}
      locationId={transfer.row.toLocationId}
      currency={null}
      onReceive={useReceive(transfer)}
      onClose={onClose}
    />
  )
}

const awaitedLines = ({ lines }: TransferView, nameOf: (variantId: Id) => string): ArrivalLine[] =>
  lines
    .filter(({ left }) => left > 0)
    .map(({ variantId, left }) => ({
      variantId,
      name: nameOf(variantId),
      sku: '',
      isOrdered: true,
      awaited: left,
      quantity: left,
      unitCost: null,
    }))

function useReceive(transfer: TransferView) {
  const { t } = useTranslation('transfers')
  const commands = useTransferCommands()
  return async (lines: readonly ArrivalLine[]): Promise<boolean> => {
    const arrived = lines.filter((line) => line.quantity > 0)
    const failed = await commands.receive(
      transfer,
      transfer.row.toLocationId,
      arrived.map((line) => ({
        variantId: line.variantId,
        quantity: quantity(line.quantity),
        lots: sentLots(transfer, line.variantId),
      })),
    )
    if (failed) {
      toast.error(t('failure', { type: failed.type }))
      return false
    }
    const differing = differencesOf(lines)
    if (differing.length > 0) await commands.report(transfer, differing)
    else await commands.endReport(transfer)
    const missing = differing.reduce((sum, line) => sum + Math.max(0, line.missing), 0)
    if (missing > 0) toast.warning(t('receive.short', { missing }))
    else toast.success(t('receive.done', { count: totalQuantity(arrived) }))
    return true
  }
}

/** The lots that are on their way; those found take them in the order in which they were sent. */
const sentLots = ({ lines }: TransferView, variantId: Id) =>
  lines.find((line) => line.variantId === variantId)?.lots ?? []

const differencesOf = (lines: readonly ArrivalLine[]): TransferShortPayload['lines'] =>
  lines
    .map((line) => ({ variantId: line.variantId, name: line.name, missing: line.awaited - line.quantity }))
    .filter(({ missing }) => missing !== 0)
