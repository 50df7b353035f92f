import { useAuthor, useDeps, useShop, useStore } from '@renderer/db/hooks.ts'
import { type StorageFailure, StoreWriteError } from '@renderer/db/storage-failure.ts'
import type { Store } from '@renderer/db/store.ts'
import type { CountedDenomination } from '@shared/domain/till/denominations.ts'
import { foldShifts, type Shift } from '@shared/domain/till/fold-shifts.ts'
import { type CashInput, closeShift, moveCash, openShift, type TillError } from '@shared/domain/till/shift.ts'
import { shiftFigures } from '@shared/domain/till/shift-figures.ts'
import { businessDayOf } from '@shared/kernel/business-day.ts'
import type { Id } from '@shared/kernel/id.ts'
import type { Minor } from '@shared/kernel/money.ts'
import { err, ok, type Result } from '@shared/kernel/result.ts'
import type { MoneyMovement } from '@shared/schemas/movements.schema.ts'
import type { Order } from '@shared/schemas/orders.schema.ts'
import { type ShiftFigures, TILL_KINDS } from '@shared/schemas/till.schema.ts'
import { createShiftOrders } from './shift-orders.ts'
import { keepShiftStart, loadShiftStart } from './shift-start.ts'
import { MOST_TILL_DOCUMENTS } from './use-shifts.ts'

/** `ExpectedMoved`: what should be in the drawer is no longer what the count was compared with. */
export type TillFailure = TillError | StorageFailure | { readonly type: 'ExpectedMoved' }

/** Enough for a device's own newest shifts: the last of them has the highest number. */
const OWN_DOCUMENTS = 500

interface Closing {
  readonly counted: readonly CountedDenomination[]
  readonly explanation: string
  /** What the person was shown that should be there. */
  readonly expected: Minor
}

export interface TillCommands {
  open(float: Minor): Promise<Result<MoneyMovement, TillFailure>>
  move(shift: Shift, cash: Omit<CashInput, 'businessDay'>): Promise<Result<MoneyMovement, TillFailure>>
  /** What should be in the drawer at this moment, by all that is stored. */
  compare(shift: Shift): Promise<Result<ShiftFigures, TillFailure>>
  close(shift: Shift, closing: Closing): Promise<Result<MoneyMovement, TillFailure>>
}

/** What a person does with the till: decided by the domain, durable when it answers. */
export function useTillCommands(): TillCommands {
  const store = useStore()
  const author = useAuthor()
  const deps = useDeps()
  const { id: shopId, currency, deviceCode, utcOffsetMinutes } = useShop()
  const today = () => businessDayOf(deps.clock.now(), utcOffsetMinutes)

  async function gather(shift: Shift): Promise<{ shift: Shift; orders: readonly Order[] }> {
    const newest = await ownShifts(store, shift.deviceId)
    const current = newest.find(({ id }) => id === shift.id) ?? shift
    const orders = createShiftOrders(store, current, loadShiftStart(localStorage, shopId, shift.id))
    return { shift: current, orders: await orders.read() }
  }
  return {
    open: (float) =>
      attempt(async () => {
        const next = await store.peekReceipt()
        if (next === null) return err({ type: 'ReceiptsNotReady' })
        const shifts = await ownShifts(store, author.deviceId)
        const series = { deviceCode, epoch: next.epoch }
        const opened = openShift({ float, currency, businessDay: today(), series, shifts }, author, deps)
        // The store's own clock: it never goes below what is written.
        if (opened.ok) keepShiftStart(localStorage, shopId, opened.value.id, Date.now())
        return keep(store, opened)
      }),
    move: (shift, cash) =>
      attempt(async () => {
        const [current = shift] = (await ownShifts(store, shift.deviceId)).filter(({ id }) => id === shift.id)
        return keep(store, moveCash(current, { ...cash, businessDay: today() }, author, deps))
      }),
    compare: (shift) =>
      attempt(async () => {
        const now = await gather(shift)
        return ok(shiftFigures(now.shift, now.orders, now.shift.movements))
      }),
    close: (shift, { counted, explanation, expected }) =>
      attempt(async () => {
        const { shift: current, orders } = await gather(shift)
        const figures = shiftFigures(current, orders, current.movements)
        if (figures.cash.expected !== expected) return err({ type: 'ExpectedMoved' })
        const input = { counted, explanation, businessDay: today(), orders }
        return keep(store, closeShift(current, input, author, deps))
      }),
  }
}

/**
 * This device's shifts as they are stored, whatever a screen has heard of them yet. After a restore another device may have
 * brought its documents back under a name of its own, so what is newest of all is looked through too.
 */
async function ownShifts(store: Store, deviceId: Id): Promise<Shift[]> {
  const byTime = { sort: ['atInv'], index: ['atInv'] } as const
  // Debts that were paid here and favours that were paid out are the drawer's too (SHIFT-2).
  const kind = { $in: [...TILL_KINDS, 'credit-settlement'] as const }
  const [own, newest] = await Promise.all([
    store.findMany('moneyMovements', { ...byTime, selector: { kind, deviceId }, limit: OWN_DOCUMENTS }),
    store.findMany('moneyMovements', { ...byTime, selector: { kind }, limit: MOST_TILL_DOCUMENTS }),
  ])
  return foldShifts([...own, ...newest]).filter((shift) => shift.deviceId === deviceId)
}

async function keep(
  store: Store,
  made: Result<MoneyMovement, TillError>,
): Promise<Result<MoneyMovement, TillFailure>> {
  if (made.ok) await store.insert('moneyMovements', made.value)
  return made
}

/** What the device could not read or keep is a failure to show, like any other. */
async function attempt<T>(act: () => Promise<Result<T, TillFailure>>): Promise<Result<T, TillFailure>> {
  try {
    return await act()
  } catch (thrown) {
    if (thrown instanceof StoreWriteError) return err(thrown.failure)
    return err({ type: 'StorageFailed', detail: thrown instanceof Error ? thrown.message : '' })
  }
}
