import type { StockMovement } from '@shared/schemas/movements.schema.ts'
import type { Order } from '@shared/schemas/orders.schema.ts'
import type { StockPosting } from '@shared/schemas/postings.ts'
import type { OversellPayload, Task } from '@shared/schemas/tasks.schema.ts'
import type { Attempt } from '../client/client-ports.ts'
import type { Posted } from '../server-state.ts'
import { type Facts, groupBy, type Violation, violation } from './facts.ts'

/* O4 stock and money add up, and agree with what people did; O5 each time a shelf was oversold there is one task. */

export const checkStock = (facts: Facts): Violation[] => [
  ...checkSums(facts),
  ...checkAgainstPeople(facts),
  ...checkOversell(facts),
]

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0)
const shelfOf = (one: { variant_id: string; location_id: string }): string =>
  `${one.variant_id}@${one.location_id}`

function checkSums({ server }: Facts): Violation[] {
  const found: Violation[] = []
  const byShelf = groupBy(server.stock, shelfOf)
  const levels = new Map(server.levels.map((level) => [shelfOf(level), level.on_hand]))
  for (const shelf of new Set([...byShelf.keys(), ...levels.keys()])) {
    const total = sum((byShelf.get(shelf) ?? []).map(({ quantity }) => quantity))
    if (total !== (levels.get(shelf) ?? 0))
      found.push(violation('O4 stock', `${shelf} shows ${levels.get(shelf)}, its postings sum to ${total}`))
  }
  for (const [id, postings] of groupBy(server.money, ({ document_id }) => document_id)) {
    const total = sum(postings.map(({ amount }) => amount))
    if (total !== 0) found.push(violation('O4 money', `the money postings of ${id} sum to ${total}`))
  }
  const byAccount = groupBy(server.money, ({ account, currency }) => `${account} ${currency}`)
  for (const { account, currency, balance } of server.balances) {
    const total = sum((byAccount.get(`${account} ${currency}`) ?? []).map(({ amount }) => amount))
    if (total !== balance)
      found.push(violation('O4 money', `${account} shows ${balance}, its postings sum to ${total}`))
  }
  return found
}

/** What each document may have done to each variant by what was sold, taken back, cancelled, received …, not by its postings. */
function checkAgainstPeople({ server, history }: Facts): Violation[] {
  const found: Violation[] = []
  const ledger = groupBy(server.stock, ({ document_id }) => document_id)
  const attempts = groupBy(
    history.entries.flatMap((entry) => entry.attempts),
    ({ after }) => after.id,
  )
  for (const { collection, id, body } of server.documents) {
    if (collection !== 'orders' && collection !== 'stockMovements') continue
    const posted = effectOf(ledger.get(id) ?? [])
    const options =
      collection === 'orders'
        ? orderEffects(body as Order, attempts.get(id) ?? [])
        : [movementEffect(body as StockMovement, attempts.get(id) ?? [])]
    if (!options.some((option) => isSameEffect(option, posted)))
      found.push(
        violation(
          'O4 stock',
          `${collection} ${id} moved ${show(posted)}, people did ${options.map(show).join(' or ')}`,
        ),
      )
  }
  return found
}

type Effect = ReadonlyMap<string, number>

const effectOf = (postings: readonly Posted[]): Effect =>
  fold(postings.map(({ variant_id, quantity }) => [variant_id, quantity]))

function fold(parts: readonly (readonly [variant: string, quantity: number])[]): Effect {
  const effect = new Map<string, number>()
  for (const [variant, quantity] of parts) effect.set(variant, (effect.get(variant) ?? 0) + quantity)
  return effect
}

const nonZero = (effect: Effect): string =>
  [...effect]
    .filter(([, quantity]) => quantity !== 0)
    .map(([variant, quantity]) => `${variant}:${quantity}`)
    .sort()
    .join(' ')
const isSameEffect = (a: Effect, b: Effect): boolean => nonZero(a) === nonZero(b)
const show = (effect: Effect): string => nonZero(effect) || 'nothing'

const soldParts = (order: Order): [string, number][] =>
  order.lines.map((line) => [line.variantId, -line.quantity])

const returnedParts = (order: Order): [string, number][] =>
  order.returns.flatMap(({ restock, lines }) =>
    restock ? lines.map((line): [string, number] => [line.variantId, line.quantity]) : [],
  )

/** Two people may cancel knowing of different returns; the first one's postings stand. */
function orderEffects(order: Order, attempts: readonly Attempt[]): Effect[] {
  if (order.status === 'held') return [fold([])]
  const parts = [...soldParts(order), ...returnedParts(order)]
  if (order.status !== 'cancelled') return [fold(parts)]
  const cancels = attempts.filter(
    ({ before, after }) =>
      (before as Order | null)?.status !== 'cancelled' && (after as Order).status === 'cancelled',
  )
  return cancels.map(({ before }) => {
    const known = before as Order // a cancellation is an edit
    const left = known.lines.map((line): [string, number] => {
      const back = known.returns.flatMap(({ lines }) => lines).filter(({ lineId }) => lineId === line.id)
      // Of what came back twice there is nothing left to cancel.
      return [line.variantId, Math.max(0, line.quantity - sum(back.map(({ quantity }) => quantity)))]
    })
    return fold([...parts, ...left])
  })
}

function movementEffect(movement: StockMovement, attempts: readonly Attempt[]): Effect {
  const made = attempts.find(({ before }) => before === null)?.after as StockMovement | undefined
  const told = made ?? movement
  if (told.kind === 'count')
    return fold(told.counted.map(({ variantId, counted, expected }) => [variantId, counted - expected]))
  return fold(told.postings.map(({ variantId, quantity }) => [variantId, quantity]))
}

interface Episode {
  readonly shelf: string
  readonly orders: Set<string>
}

/** O5 by the audit chain's order: an episode lasts while a shelf is below zero, and is told when a sale is part of it. */
function checkOversell({ server }: Facts): Violation[] {
  const episodes = followLedger(server).filter(({ orders }) => orders.size > 0)
  const tasks = server.documents.flatMap(({ collection, body }) =>
    collection === 'tasks' && (body as Task).kind === 'oversell'
      ? [(body as Task).payload as unknown as OversellPayload]
      : [],
  )
  const open = tasks.map(({ variantId, locationId, sales }) => ({
    shelf: `${variantId}@${locationId}`,
    // The first one may be the sale that took the last goods, before the shelf went below zero.
    readings: [sales, sales.slice(1)].map((named) =>
      named
        .map(({ orderId }) => orderId as string)
        .sort()
        .join(', '),
    ),
  }))
  const found: Violation[] = []
  for (const episode of episodes) {
    const orders = [...episode.orders].sort().join(', ')
    const at = open.findIndex(({ shelf, readings }) => shelf === episode.shelf && readings.includes(orders))
    if (at < 0) found.push(violation('O5 oversell', `${episode.shelf}: no task names exactly ${orders}`))
    else open.splice(at, 1)
  }
  return [...found, ...open.map(({ shelf }) => violation('O5 oversell', `a task too many for ${shelf}`))]
}

function followLedger({ audit, revisions }: Facts['server']): Episode[] {
  const bodies = new Map(revisions.map((one) => [`${one.collection}/${one.id}/${one.rev}`, one]))
  const seen = new Set<string>()
  const levels = new Map<string, number>()
  const open = new Map<string, Episode>()
  const all: Episode[] = []
  for (const { entry } of audit) {
    const { collection, id, rev } = JSON.parse(entry) as { collection?: string; id?: string; rev?: number }
    const body = bodies.get(`${collection}/${id}/${rev}`)?.body
    if (body === undefined || (collection !== 'orders' && collection !== 'stockMovements')) continue
    const postings =
      collection === 'orders' ? (body as Order).stockPostings : (body as StockMovement).postings
    for (const posting of postings) {
      if (seen.has(`${id}/${posting.id}`)) continue
      seen.add(`${id}/${posting.id}`)
      follow(posting, body.id)
    }
  }
  return all

  function follow({ variantId, locationId, quantity, kind }: StockPosting, orderId: string): void {
    const shelf = `${variantId}@${locationId}`
    const level = (levels.get(shelf) ?? 0) + quantity
    levels.set(shelf, level)
    if (level >= 0) return void open.delete(shelf)
    let episode = open.get(shelf)
    if (episode === undefined) {
      episode = { shelf, orders: new Set() }
      open.set(shelf, episode)
      all.push(episode)
    }
    if (kind === 'sale' && quantity < 0) episode.orders.add(orderId)
  }
}
