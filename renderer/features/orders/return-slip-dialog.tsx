import { formatDateTime, formatMoney, formatQuantity } from '@renderer/i18n/format.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import { Banner } from '@renderer/ui/banner.tsx'
import { Button } from '@renderer/ui/button.tsx'
import { Dialog } from '@renderer/ui/dialog.tsx'
import { EXCHANGE_METHOD } from '@shared/domain/orders/exchange.ts'
import { returnActs } from '@shared/domain/orders/returned.ts'
import { sumMinor } from '@shared/kernel/money.ts'
import type { Order, OrderReturn, Payment } from '@shared/schemas/orders.schema.ts'
import { Fragment, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Pair, Paper, PaperFoot, PaperHead, PaperTitle, PrintButton, Rule } from '../printing/public.ts'
import { PaperLots } from './paper-lots.tsx'

/** The return is stored: a slip that says what came back and how the money went. */
export function ReturnSlipDialog({ order, onClose }: { order: Order; onClose: () => void }) {
  const { t } = useTranslation('orders')
  const paper = useRef<HTMLElement>(null)
  const records = returnActs(order.channel, order.returns).at(-1) ?? []
  return (
    <Dialog
      open
      size="sm"
      onOpenChange={onClose}
      title={t('slip.title')}
      footer={
        <>
          <PrintButton paper={paper} title={order.number} />
          <Button size="lg" variant="primary" autoFocus onClick={onClose}>
            {t('slip.close')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col items-center gap-3">
        <div className="w-full">
          <Banner tone="success" title={t('slip.done')} />
        </div>
        {isFilled(records) && (
          <Paper ref={paper} label={t('slip.paper', { number: order.number })}>
            <SlipText order={order} records={records} />
          </Paper>
        )}
      </div>
    </Dialog>
  )
}

type Records = readonly [OrderReturn, ...OrderReturn[]]
const isFilled = (records: readonly OrderReturn[]): records is Records => records.length > 0

function SlipText({ order, records }: { order: Order; records: Records }) {
  const { t } = useTranslation('orders')
  const locale = useLocale()
  const [first] = records
  const refunds = order.payments.filter(
    ({ kind, at, deviceId }) => kind === 'refund' && at === first.at && deviceId === first.deviceId,
  )
  const refundTerm = ({ method, reference }: Payment): string => {
    if (method === 'credit') return t('slip.offDebt')
    return method === EXCHANGE_METHOD && reference ? reference : t(`method.${method}`)
  }
  const reasons = [...new Set(records.map(({ reason }) => reason))].join(', ')
  return (
    <>
      <PaperHead duplicate={false} />
      <PaperTitle>{t('slip.title')}</PaperTitle>
      <Rule />
      <Pair term={t('slip.of')} value={order.number} />
      <Pair term={t('receipt.date')} value={formatDateTime(first.at, locale)} />
      <Rule />
      {records
        .flatMap(({ lines }) => lines)
        .map((line) => (
          <Fragment key={line.lineId ?? line.variantId}>
            <Pair
              term={`${formatQuantity(line.quantity, locale)} × ${line.name}`}
              value={formatMoney(line.amount, order.currency, locale)}
            />
            <PaperLots line={line} />
          </Fragment>
        ))}
      <Rule />
      <Pair
        strong
        term={t('slip.total')}
        value={formatMoney(sumMinor(records.map(({ total }) => total)), order.currency, locale)}
      />
      {refunds.map((refund) => (
        <Pair
          key={refund.id}
          term={refundTerm(refund)}
          value={formatMoney(refund.amount, order.currency, locale)}
        />
      ))}
      <p className="mt-2">{t('slip.reason', { reason: reasons })}</p>
      <PaperFoot />
    </>
  )
}
