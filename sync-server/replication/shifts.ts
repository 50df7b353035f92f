import { checkAgainstClose } from '@shared/domain/till/check-till.ts'
import { closeIdOf } from '@shared/domain/till/shift-number.ts'
import type { Id } from '@shared/kernel/id.ts'
import type { Refusal } from '@shared/protocol/refusal.ts'
import type { MoneyMovement } from '@shared/schemas/movements.schema.ts'
import type { Receipt } from '@shared/schemas/orders.schema.ts'
import { shiftCloseDetailsSchema, shiftOpenDetailsSchema } from '@shared/schemas/till.schema.ts'
import type { Transaction } from '../database/run-transaction.ts'
import type { HeldRows } from './load-rows.ts'
import type { ReceiptBook } from './receipts.ts'

/** Zs of closed shifts, by the Z's own id. */
export type Closes = ReadonlyMap<string, MoneyMovement>

/** The number that a device gives with an opening or a Z; null for every other movement. */
export function shiftNumberOf({ kind, details }: MoneyMovement): { number: Receipt; deviceId: Id } | null {
  if (kind !== 'shift-open' && kind !== 'shift-close') return null
  const schema = kind === 'shift-open' ? shiftOpenDetailsSchema : shiftCloseDetailsSchema
  const read = schema.safeParse(details)
  return read.success ? { number: read.data.number, deviceId: read.data.deviceId } : null
}

/** The Zs of the shifts in which cash is said to have moved. A Z never changes, so it needs no lock. */
export async function loadCloses(
  transaction: Transaction,
  shopId: Id,
  movements: readonly MoneyMovement[],
): Promise<Closes> {
  const shiftIds = movements.flatMap(({ kind, shiftId }) =>
    (kind === 'cash-in' || kind === 'cash-out') && shiftId !== null ? [shiftId] : [],
  )
  if (shiftIds.length === 0) return new Map()
  const { rows } = await transaction.query<{ id: string; body: MoneyMovement }>({
    name: 'find-closes',
    text: `select held.id, held.body from unnest($2::text[]) as asked (id) cross join lateral
      (select d.id, d.body from documents d where d.shop_id = $1 and d.collection = 'moneyMovements' and d.id = asked.id limit 1) held`,
    values: [shopId, [...new Set(shiftIds)].map(closeIdOf)],
  })
  return new Map(rows.map(({ id, body }) => [id, body]))
}

/** What stands around a movement while it is judged. */
interface Around {
  readonly closes: Closes
  readonly held: Pick<HeldRows, 'documentById'>
  readonly receipts: Pick<ReceiptBook, 'deviceByCode'>
  readonly epoch: number
}

/** Rules of a till that need more than the document: whose number it is (SHIFT-4), and what its Z says (SHIFT-9). */
export function checkShift(movement: MoneyMovement, around: Around): Refusal | null {
  const given = shiftNumberOf(movement)
  if (given) return checkNumberOwner(given, around)
  return movement.shiftId === null ? null : checkAgainstClose(movement, findClose(movement.shiftId, around))
}

/** As with receipts, a code that nobody holds is believed only after a restore. */
function checkNumberOwner(
  { number, deviceId }: { number: Receipt; deviceId: Id },
  { receipts, epoch }: Around,
): Refusal | null {
  const owner = receipts.deviceByCode.get(number.deviceCode)
  const isForeign = owner === undefined ? epoch === 1 : owner !== deviceId
  return isForeign ? { code: 'RULE', params: { rule: 'SHIFT-4', field: 'details.number' } } : null
}

/** A Z that came before, or a few rows earlier in the same push. */
function findClose(shiftId: Id, { closes, held }: Around): MoneyMovement | null {
  const id = closeIdOf(shiftId)
  const here = held.documentById.get(id)
  if (here && 'denominations' in here) return here
  return closes.get(id) ?? null
}
