import { formatReceipt } from '@shared/domain/receipt-number.ts'
import type { Order, Receipt } from '@shared/schemas/orders.schema.ts'
import { MAX_MISSING_NAMED, type ReceiptRun } from '@shared/schemas/till.schema.ts'

/** What is asked of a sale: its number and moment, and whether the server has ever numbered it. */
type Sold = Pick<Order, 'receipt' | 'rev' | 'placedAt'>

/**
 * SHIFT-6: the receipts of a shift as runs of numbers, one a series. Numbers of a series have no gaps, so a number between the
 * first and the last that is not there was lost on this device, and one that the server never acknowledged is known.
 */
export function receiptRuns(sold: Iterable<Sold>): ReceiptRun[] {
  const bySeries = new Map<string, Numbered[]>()
  for (const { receipt, rev, placedAt } of sold) {
    if (receipt === null) continue
    const series = `${receipt.deviceCode}-${receipt.epoch}`
    const taken = bySeries.get(series) ?? []
    taken.push({ receipt, placedAt, isReceived: rev > 0 })
    bySeries.set(series, taken)
  }
  return [...bySeries.values()]
    .map(toRun)
    .sort((a, b) => a.epoch - b.epoch || (a.deviceCode < b.deviceCode ? -1 : 1))
}

interface Numbered {
  readonly receipt: Receipt
  readonly placedAt: number
  readonly isReceived: boolean
}

function toRun(taken: readonly Numbered[]): ReceiptRun {
  const counters = new Set(taken.map(({ receipt }) => receipt.counter))
  const sorted = [...counters].sort((a, b) => a - b)
  const first = sorted[0] ?? 0
  const last = sorted.at(-1) ?? 0
  const received = new Set(taken.filter(({ isReceived }) => isReceived).map(({ receipt }) => receipt.counter))
  const { deviceCode, epoch } = taken[0]?.receipt ?? { deviceCode: '', epoch: 0 }
  return {
    deviceCode,
    epoch,
    first,
    last,
    from: Math.min(...taken.map(({ placedAt }) => placedAt)),
    to: Math.max(...taken.map(({ placedAt }) => placedAt)),
    present: counters.size,
    received: received.size,
    missing: gapsOf(sorted).slice(0, MAX_MISSING_NAMED),
  }
}

/** The numbers left out between neighbours, at most as many as can be named. */
function gapsOf(sorted: readonly number[]): number[] {
  const gaps: number[] = []
  for (const [at, counter] of sorted.entries()) {
    const before = sorted[at - 1] ?? counter - 1
    for (let gap = before + 1; gap < counter && gaps.length < MAX_MISSING_NAMED; gap++) gaps.push(gap)
  }
  return gaps
}

/** How many receipts there should be, are here, and are with the server. */
export interface ReceiptProof {
  readonly expected: number
  readonly present: number
  readonly received: number
}

export const proofOf = (runs: readonly ReceiptRun[]): ReceiptProof =>
  runs.reduce(
    (sum, { first, last, present, received }) => ({
      expected: sum.expected + last - first + 1,
      present: sum.present + present,
      received: sum.received + received,
    }),
    { expected: 0, present: 0, received: 0 },
  )

/** The receipts of a shift one by one: which are missing here, and which the server has not acknowledged. */
export interface ReceiptStanding extends ReceiptProof {
  readonly missing: readonly string[]
  readonly unsent: readonly string[]
}

/** SHIFT-6 as of now: `sold` is what this device holds of the runs, and maybe other sales beside it. */
export function receiptStanding(runs: readonly ReceiptRun[], sold: Iterable<Sold>): ReceiptStanding {
  const own = [...sold].filter(({ receipt }) => isInRuns(runs, receipt))
  const now = receiptRuns(own)
  const missing = runs.flatMap((run) => missingOf(run, own))
  const unsent = own
    .flatMap(({ receipt, rev }) => (receipt && rev === 0 ? [formatReceipt(receipt)] : []))
    .sort()
  const { expected } = proofOf(runs)
  const { present, received } = proofOf(now)
  return { expected, present, received, missing, unsent }
}

function missingOf({ deviceCode, epoch, first, last }: ReceiptRun, own: readonly Sold[]): string[] {
  const counters = new Set(
    own.flatMap(({ receipt }) =>
      receipt?.epoch === epoch && receipt.deviceCode === deviceCode ? [receipt.counter] : [],
    ),
  )
  const missing: string[] = []
  for (let counter = first; counter <= last && missing.length < MAX_MISSING_NAMED; counter++) {
    if (!counters.has(counter)) missing.push(formatReceipt({ deviceCode, epoch, counter }))
  }
  return missing
}

const isInRuns = (runs: readonly ReceiptRun[], receipt: Receipt | null): boolean =>
  receipt !== null &&
  runs.some(
    ({ deviceCode, epoch, first, last }) =>
      deviceCode === receipt.deviceCode &&
      epoch === receipt.epoch &&
      receipt.counter >= first &&
      receipt.counter <= last,
  )
