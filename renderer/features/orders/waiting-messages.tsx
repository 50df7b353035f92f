import { useActor, useStore } from '@renderer/db/hooks.ts'
import { Banner } from '@renderer/ui/banner.tsx'
import { Button } from '@renderer/ui/button.tsx'
import { toast } from '@renderer/ui/toast.ts'
import type { Id } from '@shared/kernel/id.ts'
import { ok } from '@shared/kernel/result.ts'
import { can } from '@shared/policy/can.ts'
import { useTranslation } from 'react-i18next'
import { useWaitingMessages, type WaitingMessage } from './use-waiting-messages.ts'

/** What the server was asked to send of this order and has not: said as plainly as it is, and taken back with one press. */
export function WaitingMessages({ orderId }: { orderId: Id }) {
  const { t } = useTranslation('orders')
  const store = useStore()
  const actor = useActor()
  const messages = useWaitingMessages(orderId)
  const stop = async ({ task, to }: WaitingMessage): Promise<void> => {
    const stopped = await store.edit('tasks', task.id, (current) =>
      ok({ ...current, state: 'dismissed' as const }),
    )
    if (stopped.ok) toast.success(t('message.stopped', { to }))
    else toast.error(t('message.failed'), { description: t('message.failedHow') })
  }
  return messages.map((message) => (
    <Banner
      key={message.task.id}
      tone="info"
      title={t('message.waiting', { channel: t(`message.channels.${message.channel}`), to: message.to })}
      action={
        (message.task.createdBy === actor.staffId || can(actor, 'tasks.manage')) && (
          <Button size="sm" onClick={() => void stop(message)}>
            {t('message.stop')}
          </Button>
        )
      }
    >
      {t('message.waitingHow')}
    </Banner>
  ))
}
