import { useAuthor, useDeps, useDocument, useStore } from '@renderer/db/hooks.ts'
import { Banner } from '@renderer/ui/banner.tsx'
import { FormDialog } from '@renderer/ui/form-dialog.tsx'
import { Segmented } from '@renderer/ui/segmented.tsx'
import { TextField } from '@renderer/ui/text-field.tsx'
import { toast } from '@renderer/ui/toast.ts'
import {
  readRecipient,
  receiptMessageId,
  requestReceiptMessage,
} from '@shared/domain/tasks/receipt-message.ts'
import type { Order } from '@shared/schemas/orders.schema.ts'
import type { Customer } from '@shared/schemas/people.schema.ts'
import { MESSAGE_CHANNELS, type MessageChannel } from '@shared/schemas/tasks.schema.ts'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { writeFailure } from '../products/public.ts'
import { useReceiptText } from './use-receipt-text.ts'

interface SendReceiptDialogProps {
  order: Order
  onClose: () => void
}

/** Asks for a receipt by message. Nothing is sent from here: the wish waits as a task for the server. */
export function SendReceiptDialog(props: SendReceiptDialogProps) {
  const customer = useDocument('customers', props.order.customerId)
  return customer === undefined ? null : <SendReceiptForm {...props} customer={customer} />
}

const recipientOf = (channel: MessageChannel, customer: Customer | null): string => {
  if (channel === 'email') return customer?.email ?? ''
  const [phone = ''] = customer?.phones ?? []
  return channel === 'whatsapp' ? customer?.whatsapp || phone : phone
}

function SendReceiptForm({
  order,
  customer,
  onClose,
}: SendReceiptDialogProps & { customer: Customer | null }) {
  const { t } = useTranslation('orders')
  const [channel, setChannel] = useState<MessageChannel>('whatsapp')
  const [typed, setTyped] = useState<string | null>(null)
  const [tried, setTried] = useState(false)
  const text = useReceiptText()(order)
  const ask = useAskForMessage(order)
  const to = typed ?? recipientOf(channel, customer)
  const recipient = readRecipient(channel, to)
  const submit = async (): Promise<void> => {
    setTried(true)
    if (recipient.ok && !ask.busy && (await ask.run({ channel, to: recipient.value, text }))) onClose()
  }
  return (
    <FormDialog
      title={t('message.title', { number: order.number })}
      back={t('message.back')}
      submit={t('message.ask')}
      busy={ask.busy}
      onBack={onClose}
      onSubmit={() => void submit()}
    >
      {ask.failed && (
        <Banner tone="danger" title={t('message.failed')}>
          {t('message.failedHow')}
        </Banner>
      )}
      <Banner tone="info" title={t('message.waits')}>
        {t('message.waitsHow')}
      </Banner>
      <Segmented
        label={t('message.channel')}
        size="lg"
        value={channel}
        options={MESSAGE_CHANNELS.map((value) => ({ value, label: t(`message.channels.${value}`) }))}
        onChange={(chosen) => {
          setChannel(chosen)
          setTyped(null)
        }}
      />
      <TextField
        label={t(channel === 'email' ? 'message.toMail' : 'message.toPhone')}
        size="lg"
        required
        autoFocus
        inputMode={channel === 'email' ? 'email' : 'tel'}
        maxLength={254}
        value={to}
        error={tried && !recipient.ok ? t(`message.problem.${recipient.error}`) : null}
        onChange={(event) => setTyped(event.target.value)}
      />
      <p className="text-xs font-medium text-ink-muted">{t('message.text')}</p>
      <p className="whitespace-pre-line rounded-md border border-rule bg-sunken p-3 text-sm">{text}</p>
    </FormDialog>
  )
}

interface Wish {
  readonly channel: MessageChannel
  readonly to: string
  readonly text: string
}

/** How often the same receipt may be asked for by the same person again once it was settled. */
const MOST_ROUNDS = 20

function useAskForMessage(order: Order) {
  const { t } = useTranslation('orders')
  const store = useStore()
  const author = useAuthor()
  const deps = useDeps()
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState(false)
  const write = async (wish: Wish): Promise<boolean> => {
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const known = await store.get('tasks', receiptMessageId({ order, ...wish }, round))
      if (known?.state === 'open') {
        toast.info(t('message.already', { to: wish.to }))
        return true
      }
      if (known) continue
      const task = requestReceiptMessage({ order, ...wish }, round, author, deps)
      if (await writeFailure(store.insert('tasks', task))) return false
      toast.success(t('message.asked', { to: wish.to }))
      return true
    }
    return false
  }
  const run = async (wish: Wish): Promise<boolean> => {
    setBusy(true)
    const done = await write(wish)
    setBusy(false)
    setFailed(!done)
    return done
  }
  return { busy, failed, run }
}
