import { useDocuments } from '@renderer/db/hooks.ts'
import type { Id } from '@shared/kernel/id.ts'
import { isReceiptMessage, receiptMessagePayloadSchema, type Task } from '@shared/schemas/tasks.schema.ts'
import { useMemo } from 'react'

export interface WaitingMessage {
  readonly task: Task
  readonly channel: 'whatsapp' | 'sms' | 'email'
  readonly to: string
}

/** Receipts of that order that the server has been asked to send and has not sent. */
export function useWaitingMessages(orderId: Id): readonly WaitingMessage[] {
  const open = useDocuments('tasks', {
    selector: { state: 'open' },
    sort: ['state', 'createdAt'],
    index: ['state', 'createdAt'],
    limit: 500,
  })
  return useMemo(
    () =>
      (open ?? []).flatMap((task) => {
        if (task.archived || task.subject?.id !== orderId || !isReceiptMessage(task)) return []
        const payload = receiptMessagePayloadSchema.safeParse(task.payload)
        return payload.success ? [{ task, channel: payload.data.channel, to: payload.data.to }] : []
      }),
    [open, orderId],
  )
}
