import { buyersOf } from '@renderer/features/stock/lot-buyers.ts'
import { createCatalogueIndex } from '@renderer/projections/catalogue-index.ts'
import { createLotBook } from '@renderer/projections/lot-book.ts'
import { lotRows, readLotStory } from '@renderer/projections/lot-rows.ts'
import { recordMovement } from '@shared/domain/stock/movement.ts'
import type { BusinessDay } from '@shared/kernel/business-day.ts'
import { quantity } from '@shared/kernel/quantity.ts'
import type { LotShare } from '@shared/schemas/postings.ts'
import { describe, expect, it } from 'vitest'
import {
  authorOn,
  cartOf,
  DAY,
  idOf,
  LOCATION,
  lineOf,
  mustBeOk,
  soldOrder,
  testDeps,
} from '../shared/builders.ts'

const lot = (name: string, units: number, expiry?: number): LotShare => ({
  lot: name,
  quantity: quantity(units),
  ...(expiry === undefined ? {} : { expiry: expiry as BusinessDay }),
})
const MILK = idOf('variant-milk')
const came = mustBeOk(
  recordMovement(
    {
      kind: 'receive',
      lines: [
        {
          variantId: MILK,
          locationId: LOCATION,
          quantity: quantity(10),
          lots: [lot('A', 2, 20_200_101), lot('B', 5, 20_261_201)],
        },
      ],
      supplierName: 'Laiterie',
      businessDay: DAY,
    },
    authorOn('A1'),
    testDeps(2),
  ),
)
const sale = soldOrder(
  cartOf([lineOf('milk', { quantity: quantity(3), lots: [lot('A', 2), lot('B', 1)] })], {
    customerId: idOf('awa'),
    customerName: 'Awa',
  }),
)

function bookWith(...documents: readonly ('came' | 'sale')[]) {
  const book = createLotBook()
  for (const one of documents)
    if (one === 'came') book.apply('stockMovements', came.id, came.postings)
    else book.apply('orders', sale.id, sale.stockPostings)
  return book
}
const left = (book: ReturnType<typeof createLotBook>) =>
  book
    .lotsOf(MILK)
    .map(({ lot: name, quantity: units }) => [name, units])
    .sort()

describe('lots as the device holds them', () => {
  it('LOT-1 are the same in any order, with any repetition, and over a restart', () => {
    const expected = [
      ['A', 0],
      ['B', 4],
    ]
    expect(left(bookWith('came', 'sale'))).toEqual(expected)
    expect(left(bookWith('sale', 'came', 'sale', 'came'))).toEqual(expected)
    expect(left(createLotBook(bookWith('came', 'sale').parts()))).toEqual(expected)
  })

  it('a document that is gone takes its lots with it, and goods without a lot keep nothing', () => {
    const book = bookWith('came', 'sale')
    book.apply('orders', sale.id, [])
    expect(left(book)).toEqual([
      ['A', 2],
      ['B', 5],
    ])
    const plain = createLotBook()
    plain.apply('orders', 'x', soldOrder().stockPostings)
    expect(plain.version).toBe(0)
    expect(plain.parts()).toEqual([])
  })

  it('are listed by day; what is all sold is found by its name', () => {
    const book = bookWith('came')
    const index = createCatalogueIndex()
    const today = 20_261_122 as BusinessDay
    const rows = (request: object) => lotRows(book, index, { today, ...request }).rows.map((row) => row.lot)
    expect(rows({})).toEqual(['A', 'B'])
    expect(rows({ state: 'expired' })).toEqual(['A'])
    expect(rows({ state: 'soon', until: 20_261_206 })).toEqual(['B'])
    expect(rows({ state: 'soon', until: 20_261_130 })).toEqual([])
    book.apply('orders', sale.id, sale.stockPostings)
    expect(rows({})).toEqual(['B'])
    expect(rows({ text: 'a' })).toEqual(['A'])
  })

  it('tell who bought of a lot, from the documents of this device', async () => {
    const stored = (content: object, id: string) => ({ id, content, deleted: false, pending: false, lwt: 1 })
    const source = {
      readByIds: (collection: string) =>
        Promise.resolve(collection === 'orders' ? [stored(sale, sale.id)] : [stored(came, came.id)]),
    }
    const story = await readLotStory(bookWith('came', 'sale'), source as never, MILK, 'A')
    expect(
      story.map(({ posting, supplierName, customerName }) => [posting.kind, supplierName, customerName]),
    ).toEqual([
      ['receive', 'Laiterie', ''],
      ['sale', '', 'Awa'],
    ])
    expect(buyersOf(story)).toMatchObject([{ orderId: sale.id, customerId: idOf('awa'), units: 2 }])
  })
})
