import { formatDateTime, formatMoney, formatQuantity } from '@renderer/i18n/format.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import { Banner } from '@renderer/ui/banner.tsx'
import { Button } from '@renderer/ui/button.tsx'
import { Dialog } from '@renderer/ui/dialog.tsx'
import type { ClosedShift } from '@shared/domain/till/fold-shifts.ts'
import { differenceOf } from '@shared/domain/till/shift.ts'
import { formatShift } from '@shared/domain/till/shift-number.ts'
import { type Minor, minor } from '@shared/kernel/money.ts'
import { type Ref, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { usePeople } from '../orders/public.ts'
import { Pair, Paper, PaperHead, PaperTitle, PrintButton, Rule, SavePdfButton } from '../printing/public.ts'
import { PaperDrawer } from './paper-drawer.tsx'
import { SlipView } from './slip-view.tsx'
import { PaperReceipts, PaperShift, PaperTrade } from './till-paper.tsx'
import { useZReceipts } from './use-z-receipts.ts'

interface ZDialogProps {
  z: ClosedShift
  /** Closed a moment ago: the first slip is no copy. */
  fresh: boolean
  onClose: () => void
}

/** The closing slip. It only shows: nothing about it can be changed. */
export function ZDialog({ z, fresh, onClose }: ZDialogProps) {
  const { t } = useTranslation('till')
  const paper = useRef<HTMLElement>(null)
  const [printed, setPrinted] = useState(false)
  const number = formatShift(z.number)
  return (
    <Dialog
      open
      size="md"
      onOpenChange={onClose}
      title={t('z.title', { number })}
      description={t('z.locked')}
      footer={
        <>
          <SavePdfButton paper={paper} title={`Z ${number}`} />
          <PrintButton paper={paper} title={number} onPrinted={() => setPrinted(true)} />
          <Button size="lg" variant="primary" autoFocus onClick={onClose}>
            {t('done')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col items-center gap-3">
        {fresh && (
          <div className="w-full">
            <Banner tone="success" title={t('z.closed')} />
          </div>
        )}
        {!fresh && !z.isReceived && (
          <div className="w-full">
            <Banner tone="info" title={t('z.notSent')} />
          </div>
        )}
        <SlipView label={t('slip.view')}>
          <ZPaper ref={paper} z={z} duplicate={!fresh || printed} />
        </SlipView>
      </div>
    </Dialog>
  )
}

interface ZPaperProps {
  z: ClosedShift
  duplicate: boolean
  ref: Ref<HTMLElement>
}

function ZPaper({ z, duplicate, ref }: ZPaperProps) {
  const { t } = useTranslation('till')
  const locale = useLocale()
  const closedBy = usePeople().staffName(z.closedBy)
  const receipts = useZReceipts(z)
  return (
    <Paper ref={ref} label={t('slip.paperZ', { number: formatShift(z.number) })}>
      <PaperHead duplicate={duplicate} />
      <PaperTitle>{t('slip.zTitle')}</PaperTitle>
      <Rule />
      <PaperShift {...z} />
      <Pair term={t('slip.closedAt')} value={formatDateTime(z.closedAt, locale)} />
      {closedBy !== '' && <Pair term={t('slip.closedBy')} value={closedBy} />}
      {z.isFromElsewhere && <p className="font-bold">{t('others.slip')}</p>}
      <PaperTrade figures={z.figures} currency={z.currency} />
      <PaperDrawer figures={z.figures} currency={z.currency} withExpected />
      <PaperCount z={z} />
      <PaperReceipts figures={z.figures} standing={receipts} />
    </Paper>
  )
}

function PaperCount({ z }: { z: ClosedShift }) {
  const { t } = useTranslation('till')
  const locale = useLocale()
  const { currency, denominations, counted, explanation } = z
  const money = (amount: Minor, sign = false): string => formatMoney(amount, currency, locale, { sign })
  return (
    <>
      {denominations.map(({ value, count }) => (
        <Pair
          key={value}
          term={t('slip.pieces', { pieces: formatQuantity(count, locale), value: money(value) })}
          value={money(minor(value * count))}
        />
      ))}
      <Pair strong term={t('slip.counted')} value={money(counted)} />
      <Pair strong term={t('slip.difference')} value={money(differenceOf(z), true)} />
      {explanation !== '' && <p>{t('slip.explanation', { text: explanation })}</p>}
    </>
  )
}
