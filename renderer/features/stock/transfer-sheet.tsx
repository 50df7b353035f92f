import { useCan } from '@renderer/db/hooks.ts'
import { useTransfer, useVariants } from '@renderer/projections/hooks.ts'
import type { TransferView } from '@renderer/projections/projections.ts'
import { Banner } from '@renderer/ui/banner.tsx'
import { Button } from '@renderer/ui/button.tsx'
import { ConfirmDialog } from '@renderer/ui/confirm-dialog.tsx'
import { Sheet } from '@renderer/ui/sheet.tsx'
import { toast } from '@renderer/ui/toast.ts'
import type { Id } from '@shared/kernel/id.ts'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { TransferContent } from './transfer-content.tsx'
import { TransferReceiptDialog } from './transfer-receipt-dialog.tsx'
import { TransferSettleDialog } from './transfer-settle-dialog.tsx'
import { usePlaceName } from './use-place-name.ts'
import { leftOf, useTransferCommands } from './use-transfer-commands.ts'

type Open = 'nothing' | 'receive' | 'putBack' | 'giveUp'

/** One transfer: what was sent, what was found, and what to do about the rest. */
export function TransferSheet({ transferId, onClose }: { transferId: Id; onClose: () => void }) {
  const { t } = useTranslation('transfers')
  const transfer = useTransfer(transferId)
  const placeName = usePlaceName()
  const nameOf = useVariantNames(transfer)
  const [open, setOpen] = useState<Open>('nothing')
  const close = (): void => setOpen('nothing')
  return (
    <>
      <Sheet
        open
        onOpenChange={(isOpen) => !isOpen && onClose()}
        title={
          transfer ? t('sheet.title', { location: placeName(transfer.row.toLocationId) }) : t('list.label')
        }
        size="xl"
        footer={transfer && <Actions transfer={transfer} onOpen={setOpen} />}
      >
        {transfer === null && <p className="text-ink-muted">{t('sheet.gone')}</p>}
        {transfer && (
          <div className="flex flex-col gap-4">
            <Difference transfer={transfer} />
            <TransferContent transfer={transfer} nameOf={nameOf} />
          </div>
        )}
      </Sheet>
      {transfer && open === 'receive' && (
        <TransferReceiptDialog transfer={transfer} nameOf={nameOf} onClose={close} />
      )}
      {transfer && open === 'putBack' && <PutBackQuestion transfer={transfer} onClose={close} />}
      {transfer && open === 'giveUp' && (
        <TransferSettleDialog transfer={transfer} nameOf={nameOf} onClose={close} />
      )}
    </>
  )
}

function useVariantNames(transfer: TransferView | null | undefined): (variantId: Id) => string {
  const ids = useMemo(() => transfer?.lines.map(({ variantId }) => variantId) ?? [], [transfer])
  const found = useVariants(ids)
  return useMemo(() => {
    const names = new Map<Id, string>(found?.map(({ variantId, name }) => [variantId, name]))
    return (variantId) => names.get(variantId) ?? ''
  }, [found])
}

function Difference({ transfer: { row } }: { transfer: TransferView }) {
  const { t } = useTranslation('transfers')
  if (row.stage !== 'short') return null
  return (
    <Banner
      tone="warning"
      title={
        row.missing > 0
          ? t('sheet.shortTitle', { count: row.missing })
          : t('sheet.overTitle', { count: row.over })
      }
    >
      {row.missing > 0 && t('sheet.shortBody')}
    </Banner>
  )
}

function Actions({ transfer, onOpen }: { transfer: TransferView; onOpen: (open: Open) => void }) {
  const { t } = useTranslation('transfers')
  const placeName = usePlaceName()
  const mayTransfer = useCan('stock.transfer')
  const mayAdjust = useCan('stock.adjust')
  const { stage, missing, over, fromLocationId } = transfer.row
  if (stage === 'done') return null
  return (
    <>
      {stage === 'short' && (
        <Button className="mr-auto" disabled={!mayAdjust} onClick={() => onOpen('giveUp')}>
          {t('sheet.giveUp')}
        </Button>
      )}
      {missing > 0 && over === 0 && (
        <Button disabled={!mayTransfer} onClick={() => onOpen('putBack')}>
          {t('sheet.putBack', { location: placeName(fromLocationId) })}
        </Button>
      )}
      {missing > 0 && (
        <Button variant="primary" disabled={!mayTransfer} onClick={() => onOpen('receive')}>
          {t('sheet.receive')}
        </Button>
      )}
    </>
  )
}

function PutBackQuestion({ transfer, onClose }: { transfer: TransferView; onClose: () => void }) {
  const { t } = useTranslation('transfers')
  const placeName = usePlaceName()
  const commands = useTransferCommands()
  const [busy, setBusy] = useState(false)
  const { fromLocationId } = transfer.row
  const confirm = async (): Promise<void> => {
    if (busy) return
    setBusy(true)
    const failed = await commands.receive(transfer, fromLocationId, leftOf(transfer))
    if (failed) toast.error(t('failure', { type: failed.type }))
    else {
      await commands.endReport(transfer)
      toast.success(t('putBack.done'))
    }
    onClose()
  }
  return (
    <ConfirmDialog
      open
      title={t('putBack.title', { location: placeName(fromLocationId) })}
      body={t('putBack.body')}
      confirmLabel={t('sheet.putBack', { location: placeName(fromLocationId) })}
      busy={busy}
      onConfirm={() => void confirm()}
      onCancel={onClose}
    />
  )
}
