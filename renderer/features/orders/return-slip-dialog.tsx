import { formatDateTime, formatMoney, formatQuantity } from '@renderer/i18n/format.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import { Banner } from '@renderer/ui/banner.tsx'
import { Button } from '@renderer/ui/button.tsx'
import { Dialog } from '@renderer/ui/dialog.tsx'
import type { Order, OrderReturn } from '@shared/schemas/orders.schema.ts'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Pair, Paper, PaperFoot, PaperHead, PaperTitle, PrintButton, Rule } from '../printing/public.ts'

/** The return is stored: a slip that says what came back and how the money went. */
export function ReturnSlipDialog({ order, onClose }: { order: Order; onClose: () => void }) {
  const { t } = useTranslation('orders')
  const paper = useRef<HTMLElement>(null)
  const record = order.returns.at(-1)
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
        {record && (
          <Paper ref={paper} label={t('slip.paper', { number: order.number })}>
            <SlipText order={order} record={record} />
          </Paper>
        )}
      </div>
    </Dialog>
  )
}

function SlipText({ order, record }: { order: Order; record: OrderReturn }) {
  const { t } = useTranslation('orders')
  const locale = useLocale()
  const refunds = order.payments.filter(({ kind, at }) => kind === 'refund' && at === record.at)
  return (
    <>
      <PaperHead duplicate={false} />
      <PaperTitle>{t('slip.title')}</PaperTitle>
      <Rule />
      <Pair term={t('slip.of')} value={order.number} />
      <Pair term={t('receipt.date')} value={formatDateTime(record.at, locale)} />
      <Rule />
      {record.lines.map((line) => (
        <Pair
          key={line.lineId ?? line.variantId}
          term={`${formatQuantity(line.quantity, locale)} × ${line.name}`}
          value={formatMoney(line.amount, order.currency, locale)}
        />
      ))}
      <Rule />
      <Pair strong term={t('slip.total')} value={formatMoney(record.total, order.currency, locale)} />
      {refunds.map((refund) => (
        <Pair
          key={refund.id}
          term={refund.method === 'credit' ? t('slip.offDebt') : t(`method.${refund.method}`)}
          value={formatMoney(refund.amount, order.currency, locale)}
        />
      ))}
      <p className="mt-2">{t('slip.reason', { reason: record.reason })}</p>
      <PaperFoot />
    </>
  )
}
