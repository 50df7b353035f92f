import type { Author, DomainDeps } from '@shared/domain/authoring.ts'
import { deriveId, type Id } from '@shared/kernel/id.ts'
import { err, ok, type Result } from '@shared/kernel/result.ts'
import type { Order } from '@shared/schemas/orders.schema.ts'
import type { MessageChannel, ReceiptMessagePayload, Task } from '@shared/schemas/tasks.schema.ts'
import { newTask } from './task.ts'

export type RecipientError = 'NoPhoneNumber' | 'NoMailAddress'

/** A recipient as the one who sends needs it: digits with or without a plus, or a mail address in small letters. */
export function readRecipient(channel: MessageChannel, typed: string): Result<string, RecipientError> {
  if (channel === 'email') {
    const address = typed.trim().toLowerCase()
    return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(address) ? ok(address) : err('NoMailAddress')
  }
  const number = typed.replace(/[\s.()/\-\u00a0\u202f]/g, '').replace(/^00/, '+')
  return /^\+?\d{8,15}$/.test(number) ? ok(number) : err('NoPhoneNumber')
}

interface ReceiptMessageInput {
  readonly order: Pick<Order, 'id' | 'number'>
  readonly channel: MessageChannel
  readonly to: string
  readonly text: string
}

/** TASK-7: the same receipt to the same person is one task, whichever tills ask for it, until it is settled. */
export const receiptMessageId = ({ order, channel, to }: Omit<ReceiptMessageInput, 'text'>, round = 0): Id =>
  deriveId(order.id, 'receipt-message', channel, to, ...(round === 0 ? [] : [String(round)]))

/** Asks the server to send a receipt. `round` counts how often it was asked for and settled before. */
export function requestReceiptMessage(
  { order, channel, to, text }: ReceiptMessageInput,
  round: number,
  author: Author,
  deps: DomainDeps,
): Task {
  const id = receiptMessageId({ order, channel, to }, round)
  const payload: ReceiptMessagePayload = {
    about: 'receipt',
    channel,
    to,
    orderId: order.id,
    number: order.number,
    text,
  }
  const subject = { collection: 'orders', id: order.id }
  return newTask({ id, kind: 'send-message', subject, payload, idempotencyKey: id }, author, deps)
}
