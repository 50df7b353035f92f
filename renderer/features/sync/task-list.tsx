import { ok } from '@shared/kernel/result.ts'
import {
  creditLimitPayloadSchema,
  isCreditLimitTask,
  isLateCountTask,
  isPaymentReferenceTask,
  isSerialTask,
  lateCountPayloadSchema,
  type OversellPayload,
  overReturnPayloadSchema,
  oversellPayloadSchema,
  paymentReferencePayloadSchema,
  serialSoldTwicePayloadSchema,
  type Task,
  transferShortPayloadSchema,
} from '@shared/schemas/tasks.schema.ts'
import { useTranslation } from 'react-i18next'
import { useCan, useStore } from '../../db/hooks.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { DateTimeText } from '../../ui/date-time-text.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { toast } from '../../ui/toast.ts'
import { CreditLimitCard } from './credit-limit-card.tsx'
import { LateCountCard } from './late-count-card.tsx'
import { OverReturnCard } from './over-return-card.tsx'
import { PaymentReferenceCard } from './payment-reference-card.tsx'
import { SerialSoldTwiceCard } from './serial-sold-twice-card.tsx'
import { TransferShortCard } from './transfer-short-card.tsx'
import { useCatalogueVariant } from './use-catalogue-variant.ts'
import { useDeviceName } from './use-names.ts'

/** Matters that a person settles in the shop, and then marks as done. */
export function TaskList({ tasks }: { tasks: readonly Task[] }) {
  const { t } = useTranslation('sync')
  if (tasks.length === 0) return <EmptyState title={t('task.empty')} body={t('task.emptyBody')} />
  return (
    <ul className="flex flex-col gap-3">
      {tasks.map((task) => (
        <li key={task.id}>
          <TaskCard task={task} />
        </li>
      ))}
    </ul>
  )
}

function TaskCard({ task }: { task: Task }) {
  const payload = oversellPayloadSchema.safeParse(task.payload)
  if (task.kind === 'oversell' && payload.success) return <OversellCard task={task} payload={payload.data} />
  const credit = creditLimitPayloadSchema.safeParse(task.payload)
  if (isCreditLimitTask(task) && credit.success)
    return <CreditLimitCard payload={credit.data} actions={<DoneButton task={task} />} />
  const short = transferShortPayloadSchema.safeParse(task.payload)
  if (task.kind === 'approval' && short.success)
    return <TransferShortCard payload={short.data} actions={<DoneButton task={task} />} />
  const serial = serialSoldTwicePayloadSchema.safeParse(task.payload)
  if (isSerialTask(task) && serial.success)
    return <SerialSoldTwiceCard payload={serial.data} actions={<DoneButton task={task} />} />
  const reference = paymentReferencePayloadSchema.safeParse(task.payload)
  if (isPaymentReferenceTask(task) && reference.success)
    return <PaymentReferenceCard payload={reference.data} actions={<DoneButton task={task} />} />
  const lateCount = lateCountPayloadSchema.safeParse(task.payload)
  if (isLateCountTask(task) && lateCount.success)
    return <LateCountCard task={task} payload={lateCount.data} />
  const overReturn = overReturnPayloadSchema.safeParse(task.payload)
  if (task.kind === 'over-return' && overReturn.success)
    return <OverReturnCard payload={overReturn.data} actions={<DoneButton task={task} />} />
  return <PlainCard task={task} />
}

function OversellCard({ task, payload }: { task: Task; payload: OversellPayload }) {
  const { t } = useTranslation('sync')
  const product = useCatalogueVariant(payload.variantId)
  const deviceName = useDeviceName()
  return (
    <Card title={t('task.oversell', { product: product ?? '…' })} actions={<DoneButton task={task} />}>
      <p>
        {t('task.oversellBody', { onHand: payload.onHand })}{' '}
        <a className="underline" href={`#/stock/shelves/${payload.variantId}/${payload.locationId}`}>
          {t('task.product')}
        </a>
      </p>
      <ul aria-label={t('task.receipts')} className="mt-2 flex flex-col gap-1">
        {payload.sales.map((sale) => (
          <li key={`${sale.orderId}${sale.at}`}>
            <a className="underline" href={`#/orders/${sale.orderId}`}>
              {t('task.sale', {
                number: sale.number,
                quantity: Math.abs(sale.quantity),
                device: deviceName(sale.deviceId),
              })}
            </a>{' '}
            <DateTimeText at={sale.at} />
          </li>
        ))}
      </ul>
    </Card>
  )
}

function PlainCard({ task }: { task: Task }) {
  const { t } = useTranslation('sync')
  const label = task.subject?.id ?? task.kind
  const isOrder = task.subject?.collection === 'orders'
  return (
    <Card
      title={task.kind === 'over-return' ? t('task.overReturn', { label }) : t('task.other', { label })}
      actions={<DoneButton task={task} />}
    >
      {typeof task.payload.text === 'string' && <p>{task.payload.text}</p>}
      {isOrder && (
        <a className="underline" href={`#/orders/${task.subject?.id}`}>
          {label}
        </a>
      )}
    </Card>
  )
}

function DoneButton({ task }: { task: Task }) {
  const { t } = useTranslation('sync')
  const store = useStore()
  const may = useCan('sync.resolve')
  const finish = async () => {
    const done = await store.edit('tasks', task.id, (current) => ok({ ...current, state: 'done' as const }))
    if (done.ok) toast.success(t('done.taskDone'))
  }
  return (
    <Button size="sm" disabled={!may} onClick={() => void finish()}>
      {t('task.done')}
    </Button>
  )
}
