import { useCan, useDeps } from '@renderer/db/hooks.ts'
import { formatDateTime } from '@renderer/i18n/format.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import { Button } from '@renderer/ui/button.tsx'
import { Dialog } from '@renderer/ui/dialog.tsx'
import type { Shift } from '@shared/domain/till/fold-shifts.ts'
import { formatShift } from '@shared/domain/till/shift-number.ts'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Pair, Paper, PaperHead, PaperTitle, PrintButton, Rule } from '../printing/public.ts'
import { PaperDrawer } from './paper-drawer.tsx'
import { SlipView } from './slip-view.tsx'
import { PaperCashless, PaperReceipts, PaperShift, PaperTrade } from './till-paper.tsx'
import type { LiveFigures } from './use-shift-figures.ts'

interface ReportDialogProps {
  shift: Shift
  live: LiveFigures
  onClose: () => void
}

/** The X: how the shift stands. Who only counts the drawer cannot work out from it what should be there. */
export function ReportDialog({ shift, live: { figures, receipts }, onClose }: ReportDialogProps) {
  const { t } = useTranslation('till')
  const locale = useLocale()
  const { clock } = useDeps()
  const [asOf] = useState(() => clock.now())
  const seesCash = useCan('reports.view')
  const paper = useRef<HTMLElement>(null)
  const number = formatShift(shift.number)
  const { currency } = shift
  const Trade = seesCash ? PaperTrade : PaperCashless
  return (
    <Dialog
      open
      size="sm"
      onOpenChange={onClose}
      title={t('report.title')}
      description={t('report.how')}
      footer={
        <>
          <Button size="lg" onClick={onClose}>
            {t('back')}
          </Button>
          <PrintButton paper={paper} title={`X ${number}`} primary />
        </>
      }
    >
      <div className="flex justify-center">
        <SlipView label={t('slip.view')}>
          <Paper ref={paper} label={t('slip.paperX', { number })}>
            <PaperHead duplicate={false} />
            <PaperTitle>{t('slip.xTitle')}</PaperTitle>
            <p data-center className="text-center">
              {t('slip.notFinal')}
            </p>
            <Rule />
            <PaperShift {...shift} />
            <Pair term={t('slip.printedAt')} value={formatDateTime(asOf, locale)} />
            <Trade figures={figures} currency={currency} />
            <PaperDrawer figures={figures} currency={currency} withExpected={seesCash} />
            <PaperReceipts figures={figures} standing={receipts} />
          </Paper>
        </SlipView>
      </div>
    </Dialog>
  )
}
