import { useAuthor, useDocuments } from '@renderer/db/hooks.ts'
import { foldShifts, openShiftOf, type Shift } from '@shared/domain/till/fold-shifts.ts'
import { TILL_KINDS } from '@shared/schemas/till.schema.ts'
import { useMemo } from 'react'

/** The newest documents of all tills of the shop, debts that were paid among them: months of shifts. */
export const MOST_TILL_DOCUMENTS = 1_000
const NEWEST = {
  selector: { kind: { $in: [...TILL_KINDS, 'credit-settlement'] } },
  sort: ['atInv'],
  index: ['atInv'],
  limit: MOST_TILL_DOCUMENTS,
} as const

interface KnownShifts {
  /** Newest first; `undefined` while they are being read. */
  readonly shifts: readonly Shift[] | undefined
  /** Older ones were left out. */
  readonly isCut: boolean
}

/** The shifts of every till of the shop, live. */
export function useShifts(): KnownShifts {
  const documents = useDocuments('moneyMovements', NEWEST)
  return useMemo(
    () => ({
      shifts: documents && foldShifts(documents),
      isCut: documents?.length === MOST_TILL_DOCUMENTS,
    }),
    [documents],
  )
}

/** Openings and closings of the last days: a till that has been left open for longer is found on its own screen. */
const LATELY = {
  selector: { kind: { $in: ['shift-open', 'shift-close'] } },
  sort: ['atInv'],
  index: ['atInv'],
  limit: 100,
} as const

/** The shift that is open on this device; `undefined` while it is being read, `null` when there is none. Its cash is not read. */
export function useOpenShift(): Shift | null | undefined {
  const documents = useDocuments('moneyMovements', LATELY)
  const { deviceId } = useAuthor()
  return useMemo(() => documents && openShiftOf(foldShifts(documents), deviceId), [documents, deviceId])
}
