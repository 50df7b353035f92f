import { err, ok, type Result } from '@shared/kernel/result.ts'
import type { Receipt } from '@shared/schemas/orders.schema.ts'
import { z } from 'zod'
import type { LocalTables } from './local-tables.ts'

/**
 * Receipt numbers of this device (RECEIPT-1): gap-free within a receipt epoch, without a server.
 * The number is not kept beside the order but found from the orders themselves; what is stored is only which order was
 * about to take which number, written at the same time as the order. After a kill the order is there or it is not,
 * and with it its number; after a power cut the note may be an older one, and the orders say how far the numbers went.
 */
export interface ReceiptCounter {
  /** The number the next sale gets; an error until the first synchronisation has shown which were given. */
  next(): Result<Receipt, { type: 'ReceiptsNotReady' }>
  /** Written in parallel with the order. */
  intend(receipt: Receipt, orderId: string): Promise<void>
  /** The order is durable. */
  taken(receipt: Receipt): void
  /** An order of this device was seen, here or from the server. */
  observe(receipt: Receipt, isOwnWrite: boolean): void
  /** What the server knows of this device; decides whether this profile is new, known or older than the server. */
  compareWithServer(known: { readonly receiptCounter: number; readonly isNewDevice: boolean }): Promise<void>
  /** The first synchronisation of orders is complete: every number ever given is known. */
  everythingSeen(): Promise<void>
  readonly state: { readonly epoch: number; readonly counter: number } | null
}

const mirrorSchema = z.object({
  epoch: z.number().int().min(1),
  counter: z.number().int().min(0),
  orderId: z.string(),
})
type Mirror = z.infer<typeof mirrorSchema>

const KEY = 'receipt'

export interface ReceiptCounterParts {
  readonly deviceCode: string
  readonly tables: LocalTables
  /** Receipts of orders that this device wrote and that are in the store: those pending and the newest. */
  readonly recentReceipts: readonly Receipt[]
  readonly hasOrder: (orderId: string) => Promise<boolean>
  /** Numbers go on in another series than before, because what this device knew of them was lost or is a copy. */
  readonly onNewSeries?: (epoch: number) => void
}

export async function createReceiptCounter(parts: ReceiptCounterParts): Promise<ReceiptCounter> {
  const { deviceCode, tables, hasOrder } = parts
  let state = await restoreState(tables, hasOrder)
  let highestEpochSeen = 0
  for (const receipt of parts.recentReceipts) observe(receipt, true)

  function observe(receipt: Receipt, isOwnWrite: boolean): void {
    if (receipt.deviceCode !== deviceCode) return
    highestEpochSeen = Math.max(highestEpochSeen, receipt.epoch)
    if (state === null) return
    const isAhead =
      receipt.epoch > state.epoch || (receipt.epoch === state.epoch && receipt.counter > state.counter)
    if (!isAhead) return
    // A number beyond ours that we did not write: this profile is a copy, or an older state of what gave it.
    if (isOwnWrite) state = { epoch: receipt.epoch, counter: receipt.counter }
    else beginEpoch(receipt.epoch + 1)
  }

  function beginEpoch(epoch: number): void {
    state = { epoch, counter: 0 }
    if (epoch > 1) parts.onNewSeries?.(epoch)
    void tables.writeMeta(KEY, { epoch, counter: 0, orderId: '' } satisfies Mirror)
  }

  return {
    next: () =>
      state === null
        ? err({ type: 'ReceiptsNotReady' })
        : ok({ deviceCode, epoch: state.epoch, counter: state.counter + 1 }),
    intend: ({ epoch, counter }, orderId) =>
      tables.noteMeta(KEY, { epoch, counter, orderId } satisfies Mirror),
    taken({ epoch, counter }) {
      if (state === null || state.epoch === epoch) state = { epoch, counter }
    },
    observe,
    async compareWithServer({ receiptCounter, isNewDevice }) {
      if (state === null) {
        if (isNewDevice) beginEpoch(1)
      } else if (receiptCounter > state.counter && !isFreshEpoch(state)) {
        beginEpoch(Math.max(state.epoch, highestEpochSeen) + 1)
      }
    },
    async everythingSeen() {
      if (state === null) beginEpoch(highestEpochSeen + 1)
    },
    get state() {
      return state
    },
  }
}

/** An epoch just begun because of an older one: the server still speaks of that. */
const isFreshEpoch = (state: { epoch: number; counter: number }): boolean =>
  state.epoch > 1 && state.counter === 0

async function restoreState(
  tables: LocalTables,
  hasOrder: (orderId: string) => Promise<boolean>,
): Promise<{ epoch: number; counter: number } | null> {
  const mirror = mirrorSchema.safeParse(await tables.readMeta(KEY))
  if (!mirror.success) return null
  const { epoch, counter, orderId } = mirror.data
  const isFree = orderId !== '' && !(await hasOrder(orderId))
  return { epoch, counter: isFree ? counter - 1 : counter }
}
