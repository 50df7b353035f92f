import type { DomainDeps } from '@shared/domain/authoring.ts'
import { lotKey } from '@shared/domain/stock/lots.ts'
import { tagDocument } from '@shared/domain/tagged-document.ts'
import { newTask } from '@shared/domain/tasks/task.ts'
import { deriveId, type Id } from '@shared/kernel/id.ts'
import {
  isSerialTask,
  type SerialSoldTwicePayload,
  serialSoldTwicePayloadSchema,
  type Task,
} from '@shared/schemas/tasks.schema.ts'
import type { Transaction } from '../database/run-transaction.ts'
import type { Change } from './change.ts'
import type { AddedPosting } from './ledger.ts'
import { lockDocuments } from './load-rows.ts'
import { inPlaceOf, parseTask } from './raise-tasks.ts'
import { serverAuthor } from './server-author.ts'

/*
 * TASK-8, SERIAL-2: two tills that cannot hear each other may both sell the piece with the same serial number. Both sales stand; a manager
 * gets to know when the second one arrives, with both receipts.
 */

const MOST_SALES = 100

interface Push {
  readonly shopId: Id
  readonly added: readonly AddedPosting[]
}

type NamedSale = SerialSoldTwicePayload['sales'][number]

interface Piece {
  readonly variantId: Id
  readonly serial: string
}

/** Keeps which piece went where, and answers the tasks that this push makes or changes. */
export async function raiseSerialTasks(
  transaction: Transaction,
  { shopId, added }: Push,
  deps: DomainDeps,
): Promise<Change[]> {
  const named = added.filter(({ posting }) => posting.serial === true)
  if (named.length === 0) return []
  const pieces = piecesOf(named)
  // Two servers may each be taking one of the two sales: the second waits here, and then sees the first.
  await transaction.query(
    `select pg_advisory_xact_lock(hashtextextended($1 || k, 11)) from unnest($2::text[]) as k`,
    [shopId, pieces.map(({ variantId, serial }) => lotKey(variantId, serial)).sort()],
  )
  await keep(transaction, shopId, named)
  const found = await soldTwice(transaction, shopId, pieces)
  const existing = await lockDocuments(
    transaction,
    shopId,
    'tasks',
    found.map(({ piece }) => taskId(shopId, piece)),
  )
  return found.flatMap(({ piece, sales }): Change[] => {
    const before = parseTask(existing.get(taskId(shopId, piece)))
    const after = serialTask(shopId, piece, sales, before, deps)
    return after ? [{ collection: 'tasks', before, after }] : []
  })
}

const taskId = (shopId: Id, { variantId, serial }: Piece): Id =>
  deriveId(shopId, 'serial-sold-twice', variantId, serial)

const piecesOf = (named: readonly AddedPosting[]): Piece[] => [
  ...new Map(
    named.map(({ posting: { variantId, lot = '' } }) => [lotKey(variantId, lot), { variantId, serial: lot }]),
  ).values(),
]

async function keep(transaction: Transaction, shopId: Id, named: readonly AddedPosting[]): Promise<void> {
  const rows = named.map(({ change, posting }) => {
    const tagged = tagDocument(change.collection, change.after)
    return {
      collection: change.collection,
      document_id: change.after.id,
      posting_id: posting.id,
      variant_id: posting.variantId,
      serial: posting.lot,
      quantity: posting.quantity,
      number: tagged.collection === 'orders' ? tagged.document.number : '',
      at: posting.at,
      by: posting.by,
      device_id: posting.deviceId,
    }
  })
  await transaction.query({
    name: 'keep-serials',
    text: `insert into serial_postings
        (shop_id, collection, document_id, posting_id, variant_id, serial, quantity, number, at, by, device_id)
      select $1, r.collection, r.document_id, r.posting_id, r.variant_id, r.serial, r.quantity, r.number, r.at, r.by, r.device_id
        from jsonb_to_recordset($2) as r(collection text, document_id text, posting_id text, variant_id text, serial text,
          quantity bigint, number text, at bigint, by text, device_id text)
        order by r.document_id, r.posting_id
      on conflict do nothing`,
    values: [shopId, JSON.stringify(rows)],
  })
}

/** Pieces of which more went than came, and the receipts that have not brought theirs back. */
async function soldTwice(
  transaction: Transaction,
  shopId: Id,
  pieces: readonly Piece[],
): Promise<{ readonly piece: Piece; readonly sales: readonly NamedSale[] }[]> {
  const { rows } = await transaction.query<{
    variant_id: Id
    serial: string
    document_id: Id
    number: string
    device_id: Id
    by: Id
    at: number
  }>(
    // A till may sell one number over and over: the task names the first sales of each piece only, so no more are read.
    `with asked as (select a.variant_id, a.serial from unnest($2::text[], $3::text[]) as a(variant_id, serial)),
      short as (
        select p.variant_id, p.serial from serial_postings p join asked using (variant_id, serial)
          where p.shop_id = $1 group by p.variant_id, p.serial having sum(p.quantity) < 0)
    select short.variant_id, short.serial, sale.* from short cross join lateral (
        select p.document_id, min(p.number) as number, min(p.device_id) as device_id, min(p.by) as by, min(p.at) as at
          from serial_postings p
          where p.shop_id = $1 and p.variant_id = short.variant_id and p.serial = short.serial and p.collection = 'orders'
          group by p.document_id having sum(p.quantity) < 0
          order by min(p.at), p.document_id limit $4) sale
      order by short.variant_id, short.serial, sale.at, sale.document_id`,
    [shopId, pieces.map(({ variantId }) => variantId), pieces.map(({ serial }) => serial), MOST_SALES],
  )
  return pieces.flatMap((piece) => {
    const sales = rows
      .filter(({ variant_id, serial }) => variant_id === piece.variantId && serial === piece.serial)
      .map(({ document_id, device_id, number, by, at }) => ({
        orderId: document_id,
        number,
        deviceId: device_id,
        by,
        at: Number(at),
      }))
    return sales.length > 1 ? [{ piece, sales }] : []
  })
}

/** Null when somebody is told already of each of these sales. */
function serialTask(
  shopId: Id,
  piece: Piece,
  sales: readonly NamedSale[],
  before: Task | null,
  deps: DomainDeps,
): Task | null {
  const isOurs = before !== null && isSerialTask(before)
  const told = isOurs ? serialSoldTwicePayloadSchema.safeParse(before.payload).data?.sales : undefined
  const known = new Set(told?.map(({ orderId }) => orderId))
  if (sales.every(({ orderId }) => known.has(orderId))) return null
  const newest = sales.at(-1)
  const payload: SerialSoldTwicePayload = { about: 'serial-sold-twice', ...piece, sales: [...sales] }
  const fresh = newTask(
    {
      id: taskId(shopId, piece),
      kind: 'approval',
      subject: newest ? { collection: 'orders', id: newest.orderId } : null,
      assigneeRole: 'manager',
      payload: { ...payload },
    },
    serverAuthor(shopId),
    deps,
  )
  if (!isOurs) return inPlaceOf(before, fresh)
  // It was sold once more: settled or not, somebody has to look again.
  const { editId, updatedAt, updatedBy, deviceId } = fresh
  const news = { payload: fresh.payload, state: 'open' as const, rev: before.rev + 1 }
  return { ...before, ...news, editId, updatedAt, updatedBy, deviceId }
}
