import type { TransferView } from '@renderer/projections/projections.ts'
import { Banner } from '@renderer/ui/banner.tsx'
import { ConfirmDialog } from '@renderer/ui/confirm-dialog.tsx'
import { FormDialog } from '@renderer/ui/form-dialog.tsx'
import { SelectField } from '@renderer/ui/select-field.tsx'
import { TextField } from '@renderer/ui/text-field.tsx'
import { toast } from '@renderer/ui/toast.ts'
import type { Id } from '@shared/kernel/id.ts'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { leftOf, useTransferCommands } from './use-transfer-commands.ts'

const REASONS = ['lost', 'theft', 'broken', 'correction', 'other'] as const

interface TransferSettleDialogProps {
  transfer: TransferView
  nameOf: (variantId: Id) => string
  onClose: () => void
}

/** Gives up what will not come, for a reason that stays in the history. */
export function TransferSettleDialog({ transfer, nameOf, onClose }: TransferSettleDialogProps) {
  const { t } = useTranslation('transfers')
  const { t: tStock } = useTranslation('stock')
  const commands = useTransferCommands()
  const [reason, setReason] = useState<(typeof REASONS)[number]>('lost')
  const [note, setNote] = useState('')
  const [phase, setPhase] = useState<'typing' | 'tried' | 'asking' | 'busy'>('typing')
  const [failure, setFailure] = useState<string | null>(null)
  const needsNote = reason === 'other' && note.trim() === ''
  const settle = async (): Promise<void> => {
    if (phase === 'busy') return
    setPhase('busy')
    const failed = await commands.giveUp(transfer, reason, note.trim())
    setFailure(failed?.type ?? null)
    setPhase('tried')
    if (failed) return
    await commands.endReport(transfer)
    toast.success(t('giveUp.done'))
    onClose()
  }
  return (
    <>
      <FormDialog
        title={t('giveUp.title')}
        description={t('giveUp.body')}
        back={t('sheet.close')}
        submit={t('giveUp.save')}
        onBack={onClose}
        onSubmit={() => setPhase(needsNote ? 'tried' : 'asking')}
      >
        {failure !== null && <Banner tone="danger" title={t('failure', { type: failure })} />}
        <SelectField
          label={t('giveUp.reason')}
          value={reason}
          options={REASONS.map((value) => ({ value, label: tStock(`reason.${value}`) }))}
          onChange={setReason}
        />
        <TextField
          label={t('giveUp.note')}
          value={note}
          maxLength={2_000}
          error={phase === 'tried' && needsNote ? t('giveUp.noteNeeded') : null}
          onChange={(event) => setNote(event.target.value)}
        />
      </FormDialog>
      <ConfirmDialog
        open={phase === 'asking' || phase === 'busy'}
        title={t('giveUp.confirm')}
        body={
          <ul className="flex flex-col gap-1 text-ink">
            {leftOf(transfer).map((line) => (
              <li key={line.variantId}>
                {t('giveUp.line', { name: nameOf(line.variantId), units: -line.quantity })}
              </li>
            ))}
          </ul>
        }
        confirmLabel={t('giveUp.save')}
        busy={phase === 'busy'}
        onConfirm={() => void settle()}
        onCancel={() => setPhase('typing')}
      />
    </>
  )
}
