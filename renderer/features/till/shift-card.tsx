import { useDeps, useShop } from '@renderer/db/hooks.ts'
import { formatDateTime } from '@renderer/i18n/format.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import { Banner } from '@renderer/ui/banner.tsx'
import { Card } from '@renderer/ui/card.tsx'
import { DateTimeText } from '@renderer/ui/date-time-text.tsx'
import { DescriptionList } from '@renderer/ui/description-list.tsx'
import { ErrorState } from '@renderer/ui/error-state.tsx'
import { IconButton } from '@renderer/ui/icon-button.tsx'
import { MoneyText } from '@renderer/ui/money-text.tsx'
import { Skeleton } from '@renderer/ui/skeleton.tsx'
import type { Shift } from '@shared/domain/till/fold-shifts.ts'
import { cashMoved } from '@shared/domain/till/shift-figures.ts'
import { formatShift } from '@shared/domain/till/shift-number.ts'
import { businessDayOf } from '@shared/kernel/business-day.ts'
import { negateMinor } from '@shared/kernel/money.ts'
import type { MoneyMovement } from '@shared/schemas/movements.schema.ts'
import { Printer } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { PlainTable, usePeople } from '../orders/public.ts'
import { CashSlipDialog } from './cash-slip-dialog.tsx'
import { reasonName } from './reason-name.ts'
import { ReceiptProof } from './receipt-proof.tsx'
import type { LiveFigures } from './use-shift-figures.ts'

interface ShiftCardProps {
  shift: Shift
  live: LiveFigures | undefined
  failed: boolean
}

/** The open shift. What should be in the drawer is not here: it is counted blind. */
export function ShiftCard({ shift, live, failed }: ShiftCardProps) {
  const { t } = useTranslation('till')
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)] items-start gap-3">
      <Card title={t('shift.title', { number: formatShift(shift.number) })}>
        <div className="flex flex-col gap-3">
          <LeftOpen shift={shift} />
          {failed ? (
            <ErrorState what={t('failed.what')} todo={t('failed.todo')} data={t('failed.data')} />
          ) : (
            <ShiftFacts shift={shift} live={live} />
          )}
        </div>
      </Card>
      <Card title={t('movements.title')}>
        <CashMovements shift={shift} />
      </Card>
    </div>
  )
}

/** A shift that nobody has closed in the evening. */
function LeftOpen({ shift }: { shift: Shift }) {
  const { t } = useTranslation('till')
  const { clock } = useDeps()
  const { utcOffsetMinutes } = useShop()
  const dayOf = (at: number): number => businessDayOf(at, utcOffsetMinutes)
  if (dayOf(clock.now()) === dayOf(shift.openedAt)) return null
  return (
    <Banner tone="warning" title={t('shift.leftOpen')}>
      {t('shift.leftOpenHow')}
    </Banner>
  )
}

function ShiftFacts({ shift, live }: Omit<ShiftCardProps, 'failed'>) {
  const { t } = useTranslation('till')
  const locale = useLocale()
  const openedBy = usePeople().staffName(shift.openedBy)
  if (live === undefined) return <Skeleton className="h-40" />
  const { figures, receipts } = live
  return (
    <DescriptionList
      items={[
        { term: t('shift.openedAt'), value: formatDateTime(shift.openedAt, locale) },
        { term: t('shift.openedBy'), value: openedBy || '–' },
        { term: t('shift.float'), value: <MoneyText amount={shift.float} currency={shift.currency} /> },
        { term: t('shift.sales'), value: t('shift.salesText', { count: figures.sales.count }) },
        { term: t('shift.returns'), value: t('shift.returnsText', { count: figures.returns.count }) },
        {
          term: t('shift.receipts'),
          value: receipts.expected === 0 ? t('shift.noReceipts') : <ReceiptProof standing={receipts} />,
        },
      ]}
    />
  )
}

function CashMovements({ shift }: { shift: Shift }) {
  const { t } = useTranslation('till')
  const [shown, setShown] = useState<MoneyMovement | null>(null)
  // Debts that were paid here are no cash that somebody put in or took out.
  const moved = shift.movements.filter(({ kind }) => kind === 'cash-in' || kind === 'cash-out')
  const rows = moved.map((movement) => {
    const amount = cashMoved(movement.postings)
    return {
      key: movement.id,
      cells: [
        <DateTimeText key="when" at={movement.at} show="time" />,
        [reasonName(t, movement.reason), movement.note].filter(Boolean).join(' · '),
        <MoneyText
          key="amount"
          amount={movement.kind === 'cash-in' ? amount : negateMinor(amount)}
          currency={shift.currency}
          sign
        />,
        <IconButton
          key="slip"
          size="sm"
          label={t('movements.slip')}
          icon={<Printer aria-hidden />}
          onClick={() => setShown(movement)}
        />,
      ],
    }
  })
  return (
    <>
      <PlainTable
        label={t('movements.title')}
        hideLabel
        head={[t('movements.when'), t('movements.what'), t('movements.amount'), t('movements.paper')]}
        endFrom={2}
        rows={rows}
        empty={t('movements.none')}
      />
      {shown && <CashSlipDialog shift={shift} movement={shown} onClose={() => setShown(null)} />}
    </>
  )
}
