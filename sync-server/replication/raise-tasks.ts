import type { DomainDeps } from '@shared/domain/authoring.ts'
import { overReturned } from '@shared/domain/orders/over-return.ts'
import { tagChange, tagDocument } from '@shared/domain/tagged-document.ts'
import { newTask } from '@shared/domain/tasks/task.ts'
import { isSameContent } from '@shared/kernel/canonical.ts'
import { deriveId, type Id } from '@shared/kernel/id.ts'
import type { Order } from '@shared/schemas/orders.schema.ts'
import {
  type OverReturnPayload,
  type OversellPayload,
  oversellPayloadSchema,
  type Task,
  taskSchema,
} from '@shared/schemas/tasks.schema.ts'
import type { Transaction } from '../database/run-transaction.ts'
import type { Change } from './change.ts'
import type { AddedPosting, ShelfLevel } from './ledger.ts'
import { lockDocuments } from './load-rows.ts'
import { serverAuthor } from './server-author.ts'
import { type Episode, followShelves } from './stock-episodes.ts'

/*
 * What the server tells people to look at (TASK-1, TASK-2). Ids are derived from the fact, so one fact is one task however
 * often it is pushed, and a sale that joins later updates the task that is there.
 */

const MAX_SALES = 500
type NamedSale = OversellPayload['sales'][number]

interface Push {
  readonly shopId: Id
  readonly changes: readonly Change[]
  readonly added: readonly AddedPosting[]
  readonly levels: readonly ShelfLevel[]
}

/** The task documents this push makes or changes; keeps the shelves' open episodes. */
export async function raiseTasks(transaction: Transaction, push: Push, deps: DomainDeps): Promise<Change[]> {
  const outcomes = followShelves(push.added, push.levels)
  await storeEpisodes(
    transaction,
    push.shopId,
    outcomes.filter(({ level, openKey }) => level.episode !== openKey),
  )
  const episodes = outcomes.flatMap((outcome) => outcome.episodes)
  const overReturns = push.changes.flatMap(overReturnOf)
  if (episodes.length + overReturns.length === 0) return []
  const ids = [
    ...episodes.map((episode) => oversellTaskId(push.shopId, episode)),
    ...overReturns.map(({ id }) => id),
  ]
  const existing = await lockDocuments(transaction, push.shopId, 'tasks', ids)
  const changes: Change[] = []
  for (const episode of episodes) {
    const before = parseTask(existing.get(oversellTaskId(push.shopId, episode)))
    const sales = before?.kind === 'oversell' ? [] : await saleBefore(transaction, push, episode)
    const after = oversellTask(push.shopId, episode, before, sales, deps)
    if (after) changes.push({ collection: 'tasks', before, after })
  }
  for (const found of overReturns) {
    const before = parseTask(existing.get(found.id))
    if (before?.kind === 'over-return') continue
    const after = inPlaceOf(before, overReturnTask(push.shopId, found, deps))
    changes.push({ collection: 'tasks', before, after })
  }
  return changes
}

const oversellTaskId = (shopId: Id, { level, key }: Episode): Id =>
  deriveId(shopId, 'oversell', level.variantId, level.locationId, key)

export const parseTask = (body: unknown): Task | null => (body === undefined ? null : taskSchema.parse(body))

function oversellTask(
  shopId: Id,
  episode: Episode,
  before: Task | null,
  earlier: readonly NamedSale[],
  deps: DomainDeps,
): Task | null {
  const { level, joined } = episode
  const held = before?.kind === 'oversell' ? oversellPayloadSchema.safeParse(before.payload) : null
  const sales = mergeSales([...earlier, ...(held?.data?.sales ?? []), ...joined.map(namedSale)])
  const payload = { variantId: level.variantId, locationId: level.locationId, onHand: level.onHand, sales }
  const newest = joined.at(-1)
  if (!newest) return null
  const id = oversellTaskId(shopId, episode)
  const fresh = newTask(
    {
      id,
      kind: 'oversell',
      subject: { collection: newest.change.collection, id: newest.change.after.id },
      assigneeRole: 'manager',
      payload,
    },
    serverAuthor(shopId),
    deps,
  )
  if (before?.kind !== 'oversell') return inPlaceOf(before, fresh)
  // Another buyer took goods that are not there: settled or not, somebody has to look again.
  const { editId, updatedAt, updatedBy, deviceId } = fresh
  return { ...before, payload, state: 'open', editId, updatedAt, updatedBy, deviceId, rev: before.rev + 1 }
}

/** One entry an order, its units summed; the first and the newest ones when there are very many. */
function mergeSales(all: readonly NamedSale[]): NamedSale[] {
  const saleByOrder = new Map<string, NamedSale>()
  for (const sale of all) {
    const same = saleByOrder.get(sale.orderId)
    saleByOrder.set(sale.orderId, same ? { ...same, quantity: same.quantity + sale.quantity } : sale)
  }
  const sales = [...saleByOrder.values()]
  return sales.length <= MAX_SALES ? sales : [...sales.slice(0, 2), ...sales.slice(2 - MAX_SALES)]
}

function namedSale({ change, posting }: AddedPosting): NamedSale {
  const tagged = tagDocument(change.collection, change.after)
  const number = tagged.collection === 'orders' ? tagged.document.number : ''
  const { by, at, deviceId } = posting
  return { orderId: change.after.id, number, deviceId, by, at, quantity: -posting.quantity }
}

/** The sale that took the last goods: whoever sold below zero competes with this one. */
async function saleBefore(transaction: Transaction, push: Push, episode: Episode): Promise<NamedSale[]> {
  const first = episode.joined[0]
  if (episode.before && episode.before.change.after.id !== first?.change.after.id)
    return [namedSale(episode.before)]
  const { rows } = await transaction.query<{
    document_id: Id
    number: string
    by: Id
    at: number
    device_id: Id
    quantity: number
  }>(
    `select p.document_id, d.body->>'number' as number, p.by, p.at, p.device_id, p.quantity
      from stock_postings p
      join documents d on d.shop_id = p.shop_id and d.collection = p.collection and d.id = p.document_id
      where p.shop_id = $1 and p.variant_id = $2 and p.location_id = $3 and p.kind = 'sale' and p.quantity < 0
        and p.document_id <> all($4)
      order by p.received_at desc, p.posting_id desc limit 1`,
    [
      push.shopId,
      episode.level.variantId,
      episode.level.locationId,
      push.changes.map(({ after }) => after.id),
    ],
  )
  return rows.map((row) => ({
    orderId: row.document_id,
    number: row.number,
    deviceId: row.device_id,
    by: row.by,
    at: row.at,
    quantity: -row.quantity,
  }))
}

async function storeEpisodes(
  transaction: Transaction,
  shopId: Id,
  changed: readonly { readonly level: ShelfLevel; readonly openKey: string | null }[],
): Promise<void> {
  if (changed.length === 0) return
  await transaction.query(
    `update stock_levels l set episode = n.episode
      from unnest($2::text[], $3::text[], $4::text[]) as n(variant_id, location_id, episode)
      where l.shop_id = $1 and l.variant_id = n.variant_id and l.location_id = n.location_id`,
    [
      shopId,
      changed.map(({ level }) => level.variantId),
      changed.map(({ level }) => level.locationId),
      changed.map(({ openKey }) => openKey),
    ],
  )
}

interface FoundOverReturn {
  readonly id: Id
  readonly order: Order
}

/** TASK-2: more came back than was sold, because two tills took the same goods back; a new task each time it grows. */
function overReturnOf({ collection, before, after }: Change): FoundOverReturn[] {
  const tagged = tagChange(collection, before, after)
  if (tagged.collection !== 'orders') return []
  const order = tagged.after
  const known = tagged.before ? overReturned(tagged.before) : []
  const found = overReturned(order)
  if (found.length === 0 || isSameContent(found, known)) return []
  return [{ id: deriveId(order.shopId, 'over-return', order.id, String(order.returns.length)), order }]
}

function overReturnTask(shopId: Id, { id, order }: FoundOverReturn, deps: DomainDeps): Task {
  const lines = overReturned(order).map((line) => ({ ...line }))
  const over = new Set(lines.map(({ lineId }) => lineId))
  const payload = {
    orderId: order.id,
    number: order.number,
    currency: order.currency,
    lines: lines.slice(0, MAX_SALES),
    returns: order.returns
      .filter((back) => back.lines.some(({ lineId }) => lineId !== null && over.has(lineId)))
      .map(({ id, by, deviceId, at, total }) => ({ id, by, deviceId, at, total })),
  } satisfies OverReturnPayload
  const input = {
    id,
    kind: 'over-return' as const,
    subject: { collection: 'orders', id: order.id },
    assigneeRole: 'manager' as const,
    payload,
  }
  return newTask(input, serverAuthor(shopId), deps)
}

/** TASK-4: a device that works out the id beforehand and puts another task there does not hide what the server found. */
export const inPlaceOf = (before: Task | null, fresh: Task): Task => ({
  ...fresh,
  rev: (before?.rev ?? 0) + 1,
  createdAt: before?.createdAt ?? fresh.createdAt,
  createdBy: before?.createdBy ?? fresh.createdBy,
})
