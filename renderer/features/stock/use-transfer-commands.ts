import { useAuthor, useCan, useDeps, useStore } from '@renderer/db/hooks.ts'
import type { TransferView } from '@renderer/projections/projections.ts'
import type { MovementError } from '@shared/domain/stock/movement.ts'
import { receiveTransfer, settleTransfer, type TransferLine } from '@shared/domain/stock/transfer.ts'
import { newTask } from '@shared/domain/tasks/task.ts'
import { deriveId, type Id } from '@shared/kernel/id.ts'
import { quantity } from '@shared/kernel/quantity.ts'
import { ok, type Result } from '@shared/kernel/result.ts'
import type { StockMovement } from '@shared/schemas/movements.schema.ts'
import type { TransferShortPayload } from '@shared/schemas/tasks.schema.ts'
import { writeFailure } from '../products/public.ts'
import { usePostMovement } from './use-post-movement.ts'

/** Why nothing was written; null when it is durable. */
type Outcome = Promise<{ readonly type: string } | null>

export interface TransferCommands {
  /** Goods found at a place: where they were sent, or where they came from. */
  receive(transfer: TransferView, toLocationId: Id, lines: readonly TransferLine[]): Outcome
  giveUp(transfer: TransferView, reason: string, note: string): Outcome
  /** Tells a manager what does not agree. */
  report(transfer: TransferView, lines: TransferShortPayload['lines']): Promise<void>
  /** What was reported is settled. */
  endReport(transfer: TransferView): Promise<void>
}

/** What is still in transit, line by line; below zero where more was found than was sent. */
export const leftOf = ({ lines }: Pick<TransferView, 'lines'>): TransferLine[] =>
  lines.flatMap(({ variantId, left, lots }) =>
    left === 0 ? [] : [{ variantId, quantity: quantity(left), lots: left > 0 ? lots : [] }],
  )

export function useTransferCommands(): TransferCommands {
  const store = useStore()
  const author = useAuthor()
  const deps = useDeps()
  const { businessDay } = usePostMovement()
  const mayManage = useCan('tasks.manage')
  const keep = async (movement: Result<StockMovement, MovementError>): Outcome =>
    movement.ok ? writeFailure(store.insert('stockMovements', movement.value)) : movement.error
  const reportId = ({ row }: TransferView): Id => deriveId(author.shopId, 'transfer-short', row.transferId)
  const endReport = async (transfer: TransferView): Promise<void> => {
    const task = await store.get('tasks', reportId(transfer))
    const isOpen = task?.state === 'open' && (mayManage || task.createdBy === author.staffId)
    if (isOpen) await store.edit('tasks', task.id, (current) => ok({ ...current, state: 'done' as const }))
  }
  return {
    receive: ({ row, round }, toLocationId, lines) =>
      keep(
        receiveTransfer(
          { transferId: row.transferId, round, toLocationId, lines, businessDay: businessDay() },
          author,
          deps,
        ),
      ),
    giveUp: (transfer, reason, note) => {
      const { row, round } = transfer
      const said = { reason, note, round, transferId: row.transferId, businessDay: businessDay() }
      return keep(settleTransfer({ ...said, left: leftOf(transfer) }, author, deps))
    },
    async report(transfer, lines) {
      const { transferId, toLocationId } = transfer.row
      const id = reportId(transfer)
      if (await store.get('tasks', id)) return
      const payload = { about: 'transfer-short' as const, transferId, toLocationId, lines: [...lines] }
      const subject = { collection: 'stockMovements', id: transferId }
      const task = newTask({ id, kind: 'approval', subject, assigneeRole: 'manager', payload }, author, deps)
      // The goods are posted: a report that cannot be stored leaves the difference in the list of transfers all the same.
      await writeFailure(store.insert('tasks', task))
    },
    endReport,
  }
}
