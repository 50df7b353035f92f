import type { Order } from '@shared/schemas/orders.schema.ts'
import { ORDER_STATUSES } from '@shared/schemas/orders.schema.ts'
import type { Attempt } from '../client/client-ports.ts'
import { isSaved } from '../history.ts'
import { type Facts, groupBy, type Violation, violation } from './facts.ts'

/*
 * O1 for documents and for what is added to them, O3 for doubles and receipt numbers, and the life of an order.
 */

export const checkEntries = (facts: Facts): Violation[] => [
  ...findLostEntries(facts),
  ...findDoubled(facts),
  ...checkReceipts(facts),
  ...checkLives(facts),
]

const LISTS = ['payments', 'returns', 'events', 'stockPostings', 'moneyPostings', 'postings'] as const

/** Ids that an attempt added: of the document itself, or of entries inside it. */
function addedIds({ before, after }: Attempt): string[] {
  if (before === null) return [after.id]
  const idsOf = (document: object): string[] =>
    LISTS.flatMap(
      (list) => (Reflect.get(document, list) as { id: string }[] | undefined)?.map(({ id }) => id) ?? [],
    )
  const known = new Set(idsOf(before))
  return idsOf(after).filter((id) => !known.has(id))
}

function findLostEntries({ history, server, devices }: Facts): Violation[] {
  const held = new Map(
    server.documents.map(({ collection, id, body }) => [`${collection}/${id}`, JSON.stringify(body)]),
  )
  const refused = devices.map(({ device }) =>
    device.disk.everRefused.map((record) => JSON.stringify(record.document)),
  )
  const found: Violation[] = []
  for (const entry of history.entries.filter(isSaved)) {
    // An edit may have been made again on a newer state: what counts is the last attempt at each document.
    const last = new Map(
      entry.attempts.map((attempt) => [`${attempt.collection}/${attempt.after.id}`, attempt]),
    )
    for (const [key, attempt] of last) {
      const text = held.get(key) ?? ''
      const missing = addedIds(attempt).filter((id) => !text.includes(id))
      const isTold = (id: string): boolean =>
        (refused[entry.device] ?? []).some((document) => document.includes(id))
      const lost = missing.filter((id) => !isTold(id))
      if (lost.length > 0)
        found.push(
          violation(
            'O1 lost',
            `${entry.operation.id} (${entry.operation.kind}) of device ${entry.device}: ${key} lacks ${lost.join(', ')}`,
          ),
        )
    }
  }
  return found
}

const ordersOf = ({ server }: Facts): Order[] =>
  server.documents.flatMap(({ collection, body }) => (collection === 'orders' ? [body as Order] : []))

function findDoubled(facts: Facts): Violation[] {
  const bodies = facts.server.documents.flatMap(({ collection, body }) => {
    if (collection === 'orders') return [{ id: body.id, operation: (body as Order).note }]
    return collection === 'stockMovements' && 'reference' in body
      ? [{ id: body.id, operation: body.reference }]
      : []
  })
  const byOperation = groupBy(
    bodies.filter(({ operation }) => operation !== ''),
    ({ operation }) => operation,
  )
  return [...byOperation]
    .filter(([, documents]) => documents.length > 1)
    .map(([operation, documents]) => violation('O3 doubled', `${operation} is ${documents.length} documents`))
}

/** RECEIPT-1: each number once, and none left out but those that were refused. */
function checkReceipts(facts: Facts): Violation[] {
  const found: Violation[] = []
  const given = ordersOf(facts).flatMap(({ id, receipt }) => (receipt ? [{ id, ...receipt }] : []))
  const refused = facts.devices.flatMap(({ device }) =>
    device.disk.everRefused.flatMap(({ document }) => {
      const { receipt } = document as Partial<Order>
      return receipt ? [receipt] : []
    }),
  )
  for (const [series, receipts] of groupBy(given, ({ deviceCode, epoch }) => `${deviceCode}-${epoch}`)) {
    const counters = receipts.map(({ counter }) => counter).sort((a, b) => a - b)
    if (new Set(counters).size !== counters.length)
      found.push(violation('O3 receipt', `${series} holds a number twice: ${counters.join(' ')}`))
    const gone = new Set(
      refused
        .filter(({ deviceCode, epoch }) => `${deviceCode}-${epoch}` === series)
        .map(({ counter }) => counter),
    )
    const last = counters.at(-1) ?? 0
    for (let counter = 1; counter <= last; counter++) {
      if (!counters.includes(counter) && !gone.has(counter))
        found.push(violation('O3 receipt', `${series} has no number ${counter} of ${last}`))
    }
  }
  const ledger = new Map(
    facts.server.receipts.map((one) => [`${one.device_code}-${one.epoch}-${one.counter}`, one.order_id]),
  )
  for (const { id, deviceCode, epoch, counter } of given) {
    const holder = ledger.get(`${deviceCode}-${epoch}-${counter}`)
    if (holder !== id)
      found.push(violation('O3 receipt', `order ${id} bears a number of ${holder ?? 'nobody'}`))
  }
  if (facts.wasCloned) return found
  // An honest device is never told that its number belongs to another sale.
  const reused = facts.server.refusals.filter(({ code }) => code === 'RECEIPT_REUSED')
  return [
    ...found,
    ...reused.map((one) =>
      violation('O3 receipt', `${one.document_id} was refused: its number was given twice`),
    ),
  ]
}

/** MERGE-6: an order goes forward only. */
function checkLives({ server }: Facts): Violation[] {
  const found: Violation[] = []
  const orders = server.revisions.filter(({ collection }) => collection === 'orders')
  for (const [id, history] of groupBy(orders, (revision) => revision.id)) {
    for (const [i, next] of history.entries()) {
      const previous = history[i - 1]
      if (previous === undefined) continue
      const [was, is] = [(previous.body as Order).status, (next.body as Order).status]
      if (ORDER_STATUSES.indexOf(is) < ORDER_STATUSES.indexOf(was))
        found.push(violation('O2 life', `order ${id} went from ${was} back to ${is}`))
    }
  }
  return found
}
