import { formatDateTime, formatMoney } from '@renderer/i18n/format.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import { Button } from '@renderer/ui/button.tsx'
import { Dialog } from '@renderer/ui/dialog.tsx'
import type { Shift } from '@shared/domain/till/fold-shifts.ts'
import { cashMoved } from '@shared/domain/till/shift-figures.ts'
import { formatShift } from '@shared/domain/till/shift-number.ts'
import type { MoneyMovement } from '@shared/schemas/movements.schema.ts'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { usePeople } from '../orders/public.ts'
import { Pair, Paper, PaperHead, PaperTitle, PrintButton, Rule } from '../printing/public.ts'
import { reasonName } from './reason-name.ts'

interface CashSlipDialogProps {
  shift: Shift
  movement: MoneyMovement
  onClose: () => void
}

/** The slip that lies in the drawer for cash that came or went between sales, with room for a signature. */
export function CashSlipDialog({ shift, movement, onClose }: CashSlipDialogProps) {
  const { t } = useTranslation('till')
  const locale = useLocale()
  const { staffName } = usePeople()
  const paper = useRef<HTMLElement>(null)
  const title = t(movement.kind === 'cash-in' ? 'cash.inTitle' : 'cash.outTitle')
  const by = staffName(movement.createdBy)
  return (
    <Dialog
      open
      size="sm"
      onOpenChange={onClose}
      title={title}
      footer={
        <>
          <Button size="lg" onClick={onClose}>
            {t('back')}
          </Button>
          <PrintButton paper={paper} title={title} primary />
        </>
      }
    >
      <div className="flex justify-center">
        <Paper ref={paper} label={t('slip.paperCash')}>
          <PaperHead duplicate={false} />
          <PaperTitle>{title}</PaperTitle>
          <Rule />
          <Pair term={t('slip.number')} value={formatShift(shift.number)} />
          <Pair term={t('slip.cashAt')} value={formatDateTime(movement.at, locale)} />
          {by !== '' && <Pair term={t('slip.cashBy')} value={by} />}
          <Rule />
          <Pair term={t('cash.reason')} value={reasonName(t, movement.reason)} />
          {movement.note !== '' && <p>{movement.note}</p>}
          <Pair
            strong
            term={t('cash.amount')}
            value={formatMoney(cashMoved(movement.postings), movement.currency, locale)}
          />
          <Rule />
          <p className="mb-10">{t('slip.signature')}</p>
        </Paper>
      </div>
    </Dialog>
  )
}
