import {
  createProjectionState,
  emptyParts,
  type Followed,
  type ProjectionState,
} from '@renderer/projections/projection-state.ts'
import { shrinkage } from '@renderer/projections/shrinkage.ts'
import { allCosts, keptCosts } from '@renderer/projections/stock-costs.ts'
import { stockFacts } from '@renderer/projections/stock-facts.ts'
import type { ReportRequest } from '@shared/analytics/report/report-definition.ts'
import { dayNumberOf } from '@shared/analytics/sale-facts.ts'
import { recordCount, recordMovement } from '@shared/domain/stock/movement.ts'
import { foldUnitCost } from '@shared/domain/stock/unit-cost.ts'
import { addDays, type BusinessDay } from '@shared/kernel/business-day.ts'
import { minor } from '@shared/kernel/money.ts'
import { quantity } from '@shared/kernel/quantity.ts'
import type { StockMovement } from '@shared/schemas/movements.schema.ts'
import type { Order } from '@shared/schemas/orders.schema.ts'
import type { Product } from '@shared/schemas/products.schema.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { author, buildSale, id, tillDeps } from '../unit/analytics/build-sales.ts'
import { buildProduct } from '../unit/projections/build-catalogue.ts'
import { runs } from './runs.ts'

const FIRST_DAY = 20_260_120 as BusinessDay // a known calendar day
const ITEMS = [0, 1, 2, 3] as const
const PLACES = [1, 2] as const

const PRODUCTS: readonly Product[] = ITEMS.map((item) => {
  const product = buildProduct({ name: `Article ${item}`, variants: [{ item }] })
  // The first two have a cost in the catalogue, the first for a thousand units.
  const cost = item < 2 ? minor(700 + item) : null
  return {
    ...product,
    ...(item === 0 ? { pricePer: 1_000 } : {}),
    variants: product.variants.map((variant) => ({ ...variant, cost })),
  }
})

type Fact =
  | {
      readonly kind: 'receive' | 'waste' | 'adjust' | 'count'
      readonly units: number
      readonly cost: number | null
    }
  | { readonly kind: 'sale'; readonly units: number; readonly cost: null }
type Dated = Fact & {
  readonly item: number
  readonly place: number
  readonly day: number
  readonly reason: string
}

const fact: fc.Arbitrary<Dated> = fc.record({
  kind: fc.constantFrom('receive', 'waste', 'adjust', 'count', 'sale', 'sale'),
  units: fc.integer({ min: 1, max: 30 }),
  cost: fc.option(fc.integer({ min: 1, max: 900 }), { nil: null }),
  item: fc.constantFrom(...ITEMS),
  place: fc.constantFrom(...PLACES),
  day: fc.integer({ min: 0, max: 60 }),
  reason: fc.constantFrom('damaged', 'theft', 'opening-stock'),
}) as fc.Arbitrary<Dated> // a sale's cost is not looked at

type Document = readonly ['orders', Order] | readonly ['stockMovements', StockMovement]

function documentOf(one: Dated, seed: number): Document {
  const deps = tillDeps(`stock ${seed}`)
  const businessDay = addDays(FIRST_DAY, one.day)
  deps.setDay(businessDay)
  if (one.kind === 'sale') {
    const lines = [{ item: one.item, quantity: one.units, price: 1_000 }]
    return ['orders', buildSale({ day: businessDay, lines }, deps)]
  }
  const shelf = { variantId: id('variant', one.item), locationId: id('location', one.place) }
  const made =
    one.kind === 'count'
      ? recordCount(
          { lines: [{ ...shelf, counted: quantity(one.units), expected: quantity(15) }], businessDay },
          author(),
          deps,
        )
      : recordMovement(
          {
            kind: one.kind,
            businessDay,
            reason: one.reason,
            lines: [
              {
                ...shelf,
                quantity: quantity(one.kind === 'adjust' && one.units % 2 === 0 ? -one.units : one.units),
                unitCost: one.kind === 'receive' && one.cost !== null ? minor(one.cost) : null,
              },
            ],
          },
          author(),
          deps,
        )
  if (!made.ok) throw new Error(made.error.type)
  return ['stockMovements', made.value]
}

function stateOf(documents: readonly Document[]): ProjectionState {
  const state = createProjectionState(emptyParts(0))
  const apply = (collection: Followed, content: Order | StockMovement | Product) =>
    state.apply(collection, [{ id: content.id, content, deleted: false, pending: false, lwt: 0 }])
  for (const product of PRODUCTS) apply('products', product)
  for (const [collection, content] of documents) apply(collection, content)
  return state
}

const cases = fc
  .tuple(
    fc.array(fact, { minLength: 1, maxLength: 14 }),
    fc.integer({ min: -5, max: 50 }),
    fc.integer({ min: 0, max: 40 }),
    fc.infiniteStream(fc.nat()),
  )
  .map(([facts, from, length, picks]) => {
    const documents = facts.map(documentOf)
    const order = documents
      .flatMap((one) => [one, one])
      .map((one) => [picks.next().value ?? 0, one] as const)
      .sort(([a], [b]) => a - b)
      .map(([, one]) => one)
    const request: ReportRequest = {
      currency: 'XOF',
      range: { from: addDays(FIRST_DAY, from), to: addDays(FIRST_DAY, from + length) },
      compare: null,
      filters: {},
      options: {},
      today: addDays(FIRST_DAY, 70),
    }
    return { state: stateOf(order), documents, request }
  })

const postingsOf = ([collection, content]: Document) =>
  (collection === 'orders' ? content.stockPostings : content.postings).map((posting, ordinal) => ({
    ...posting,
    ordinal,
    documentId: content.id,
    kindOfDocument: collection === 'orders' ? 'order' : content.kind,
    reason: collection === 'orders' ? '' : content.reason,
    day: dayNumberOf(content.businessDay),
  }))

function worthNaively(state: ProjectionState, item: number, onHand: number) {
  const average = allCosts(state.ledger, state.book).get(id('variant', item))?.average ?? null
  const units = Math.max(0, onHand)
  if (average !== null) return { value: average * units, costFrom: 'purchases' }
  if (item === 0) return { value: Math.round((700 * units) / 1_000), costFrom: 'catalogue' }
  return item === 1 ? { value: 701 * units, costFrom: 'catalogue' } : { value: null, costFrom: null }
}

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0)

describe('REPORT-3 figures of the stock agree with the documents, in whatever order those arrived', () => {
  test('COST-1 the cost of all articles at once is that of each', () => {
    fc.assert(
      fc.property(cases, ({ state, documents }) => {
        const costs = allCosts(state.ledger, state.book)
        for (const item of ITEMS) {
          const own = documents
            .flatMap(postingsOf)
            .filter(({ variantId }) => variantId === id('variant', item))
          const expected = foldUnitCost(
            own.map(({ documentId, ordinal, at, quantity: units, unitCost, kindOfDocument }) => ({
              documentId,
              ordinal,
              at,
              quantity: units,
              unitCost: kindOfDocument === 'receive' ? (unitCost ?? null) : null,
            })),
          )
          expect(costs.get(id('variant', item)) ?? { average: null, last: null }).toEqual(expected)
        }
        expect(keptCosts(state.ledger, state.book)).toEqual(costs)
        expect(keptCosts(state.ledger, state.book)).toBe(keptCosts(state.ledger, state.book))
      }),
      { numRuns: runs(80) },
    )
  })

  test('COST-1 costs that are kept are those counted anew, after every document, also one that is changed or goes', () => {
    fc.assert(
      fc.property(fc.array(fact, { maxLength: 12 }), fc.array(fc.nat(), { maxLength: 8 }), (facts, again) => {
        const state = stateOf([])
        const documents = facts.map(documentOf)
        const others = again.flatMap((pick, seed): Document[] => {
          const [collection, content] = documents[pick % Math.max(1, documents.length)] ?? []
          if (collection !== 'stockMovements') return []
          const postings = seed % 2 === 0 ? [] : content.postings.map((one) => ({ ...one, at: one.at - 1 }))
          return [[collection, { ...content, postings }]]
        })
        for (const [collection, content] of [...documents, ...others, ...documents]) {
          state.apply(collection, [{ id: content.id, content, deleted: false, pending: false, lwt: 0 }])
          expect(keptCosts(state.ledger, state.book)).toEqual(allCosts(state.ledger, state.book))
        }
      }),
      { numRuns: runs(60) },
    )
  })

  test('STOCK-VALUE-1, STOCK-TURN-1, DEAD-1 what is on hand, what it is worth, what came and went', () => {
    fc.assert(
      fc.property(cases, ({ state, documents, request }) => {
        const from = dayNumberOf(request.range.from)
        const to = dayNumberOf(request.range.to)
        const facts = stockFacts(state, request, 'movement')
        const idle = stockFacts(state, request, 'idle')
        expect(facts).toHaveLength(ITEMS.length)
        for (const item of ITEMS) {
          const own = documents
            .flatMap(postingsOf)
            .filter(({ variantId }) => variantId === id('variant', item))
          const units = (wanted: (one: (typeof own)[number]) => boolean) =>
            sum(own.filter(wanted).map((one) => one.quantity))
          const found = facts.find(({ variantId }) => variantId === id('variant', item))
          const onHand = units(() => true)
          const sales = own.filter(({ kind }) => kind === 'sale')
          expect(found).toMatchObject({
            onHand,
            ...worthNaively(state, item, onHand),
            opening: units(({ day }) => day < from),
            closing: units(({ day }) => day <= to),
            received: units(({ kind, day }) => kind === 'receive' && day >= from && day <= to),
            sold: 0 - units(({ kind, day }) => kind === 'sale' && day >= from && day <= to),
            firstPostedDay: own.length === 0 ? null : Math.min(...own.map(({ day }) => day)),
          })
          expect(idle.find(({ variantId }) => variantId === id('variant', item))).toMatchObject({
            onHand,
            lastSoldDay: sales.length === 0 ? null : Math.max(...sales.map(({ day }) => day)),
            firstPostedDay: own.length === 0 ? null : Math.min(...own.map(({ day }) => day)),
          })
        }
      }),
      { numRuns: runs(80) },
    )
  })

  test('SHRINK-1 what was taken off and put back by hand, by act and reason', () => {
    fc.assert(
      fc.property(cases, ({ state, documents, request }) => {
        const span = { first: dayNumberOf(request.range.from), last: dayNumberOf(request.range.to) }
        const own = documents
          .flatMap(postingsOf)
          .filter(
            ({ kind, day, reason }) =>
              reason !== 'opening-stock' &&
              ['adjust', 'waste', 'count'].includes(kind) &&
              day >= span.first &&
              day <= span.last,
          )
        const found = shrinkage(state.ledger, state.book, span, 0, (_variant, units) => units * 10)
        expect(sum(found.map(({ documents: count }) => count))).toBe(own.length)
        for (const { kind, reason, documents: count, lost, found: more, lostValue, foundValue } of found) {
          const these = own.filter((one) => one.kind === kind && one.reason === reason)
          const expectedLost = 0 - sum(these.map(({ quantity: units }) => Math.min(0, units)))
          const expectedFound = sum(these.map(({ quantity: units }) => Math.max(0, units)))
          expect([count, lost, more, lostValue, foundValue]).toEqual([
            these.length,
            expectedLost,
            expectedFound,
            expectedLost * 10,
            expectedFound * 10,
          ])
        }
      }),
      { numRuns: runs(80) },
    )
  })
})
