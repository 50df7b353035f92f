import { checkDocument } from '@shared/domain/check-document.ts'
import { foldStock, stockKey } from '@shared/domain/stock/postings.ts'
import { dispatchTransfer, receiveTransfer, transitLocationId } from '@shared/domain/stock/transfer.ts'
import { dispatchOf, transferProgressOf, transferStepOf } from '@shared/domain/stock/transfer-progress.ts'
import { quantity } from '@shared/kernel/quantity.ts'
import { mergeDocument } from '@shared/merge/merge-document.ts'
import type { StockMovement } from '@shared/schemas/movements.schema.ts'
import { describe, expect, it } from 'vitest'
import { authorOn, DAY, idOf, mustFit, SHOP, testDeps } from './builders.ts'
import { dispatched, FLOOR, found, givenUp, STORE } from './transfer-builders.ts'

const TRANSIT = transitLocationId(SHOP)

const refusedRule = (before: StockMovement | null, after: StockMovement): unknown => {
  const checked = checkDocument('stockMovements', before, after)
  return checked.ok ? null : (checked.error.params.rule ?? checked.error.code)
}
const onHand = (word: string, place: string, ...documents: StockMovement[]): number =>
  foldStock(documents.flatMap(({ postings }) => postings)).get(stockKey(idOf(word), place)) ?? 0

function progress(transfer: StockMovement, ...steps: StockMovement[]) {
  const dispatch = dispatchOf(transfer)
  if (!dispatch) throw new Error('It was sent off')
  return transferProgressOf(
    dispatch,
    steps.flatMap((one) => transferStepOf(one) ?? []),
  )
}

describe('goods that are sent from one place to another', () => {
  it('TRANSFER-1 leave with the one fact and arrive with the other', () => {
    const sent = dispatched([
      ['rice', 10],
      ['soap', 4],
    ])
    mustFit('stockMovements', sent)
    expect(refusedRule(null, sent)).toBeNull()
    expect([STORE, TRANSIT, FLOOR].map((place) => onHand('rice', place, sent))).toEqual([-10, 10, 0])
    expect(progress(sent)).toMatchObject({ stage: 'in-transit', round: 0 })
    const arrived = found(sent, [
      ['rice', 10],
      ['soap', 4],
    ])
    mustFit('stockMovements', arrived)
    expect(refusedRule(null, arrived)).toBeNull()
    expect([STORE, TRANSIT, FLOOR].map((place) => onHand('rice', place, arrived, sent))).toEqual([-10, 0, 10])
    expect(progress(sent, arrived)).toMatchObject({ stage: 'done', round: 1 })
  })

  it('TRANSFER-1 cannot go where they are, be taken in twice in one receipt, or be posted elsewhere', () => {
    const lines = [{ variantId: idOf('rice'), quantity: quantity(1) }]
    const input = { fromLocationId: STORE, toLocationId: STORE, lines, businessDay: DAY }
    expect(dispatchTransfer(input, authorOn('A1'), testDeps())).toMatchObject({
      error: { type: 'SameLocation' },
    })
    const twice = {
      transferId: idOf('t'),
      round: 0,
      toLocationId: FLOOR,
      lines: [...lines, ...lines],
      businessDay: DAY,
    }
    expect(receiveTransfer(twice, authorOn('A1'), testDeps())).toMatchObject({
      error: { type: 'DuplicateLine', index: 1 },
    })
    const sent = dispatched([['rice', 10]])
    const elsewhere = {
      ...sent,
      postings: sent.postings.map((one) => (one.quantity > 0 ? { ...one, locationId: FLOOR } : one)),
    }
    expect(refusedRule(null, elsewhere)).toBe('TRANSFER-1')
    expect(refusedRule(null, { ...sent, details: { step: 'dispatch' } })).toBe('TRANSFER-1')
    expect(refusedRule(sent, { ...sent, details: { ...sent.details, toLocationId: idOf('else') } })).toBe(
      'LEDGER-3',
    )
  })

  it('TRANSFER-2 received short stay in transit, in plain sight, until they are found or given up for a reason', () => {
    const sent = dispatched([['rice', 10]])
    const short = found(sent, [['rice', 8]])
    expect(progress(sent, short)).toMatchObject({
      stage: 'short',
      round: 1,
      lines: [{ sent: 10, received: 8, left: 2 }],
    })
    expect(onHand('rice', TRANSIT, sent, short)).toBe(2)
    const later = found(sent, [['rice', 2]], { round: 1 })
    expect(progress(sent, later, short)).toMatchObject({ stage: 'done' })
    const back = found(sent, [['rice', 2]], { round: 1 }, STORE)
    expect(progress(sent, short, back)).toMatchObject({
      stage: 'done',
      lines: [{ received: 8, returned: 2 }],
    })
    const lost = givenUp(sent, [['rice', 2]])
    mustFit('stockMovements', lost)
    expect(refusedRule(null, lost)).toBeNull()
    expect(progress(sent, short, lost)).toMatchObject({ stage: 'done', lines: [{ settled: 2 }] })
    expect([STORE, TRANSIT, FLOOR].map((place) => onHand('rice', place, sent, short, lost))).toEqual([
      -10, 0, 8,
    ])
  })

  it('TRANSFER-2 of which more is found than was sent are told as well, and settled the other way', () => {
    const sent = dispatched([['rice', 10]])
    const over = found(sent, [['rice', 12]])
    expect(refusedRule(null, over)).toBeNull()
    expect(progress(sent, over)).toMatchObject({ stage: 'short', lines: [{ left: -2 }] })
    expect(progress(sent, over, givenUp(sent, [['rice', -2]]))).toMatchObject({ stage: 'done' })
  })

  it('TRANSFER-3 taken in twice, by two people apart, are taken in once', () => {
    const sent = dispatched([['rice', 10]])
    const mine = found(sent, [['rice', 10]], { device: 'B1', deps: testDeps(77) })
    const theirs = { ...found(sent, [['rice', 10]]), rev: 4 }
    expect(mine.id).toBe(theirs.id)
    const { document, clashes } = mergeDocument('stockMovements', null, mine, theirs)
    expect(clashes).toEqual([])
    expect(document).toEqual(theirs)
    expect(onHand('rice', FLOOR, sent, document)).toBe(10)
  })

  it('TRANSFER-3 counted differently by the two, the difference is put before somebody, and nothing doubles', () => {
    const sent = dispatched([['rice', 10]])
    const mine = found(sent, [['rice', 10]], { device: 'B1', deps: testDeps(77) })
    const theirs = { ...found(sent, [['rice', 8]]), rev: 4 }
    const { document, clashes } = mergeDocument('stockMovements', null, mine, theirs)
    expect(clashes.map(({ path }) => path)).toEqual([['details']])
    expect(onHand('rice', FLOOR, sent, document)).toBe(8)
    expect(progress(sent, document)).toMatchObject({ stage: 'short', lines: [{ left: 2 }] })
  })

  it('TRANSFER-3 ids that do not follow from transfer and round are refused', () => {
    const sent = dispatched([['rice', 10]])
    const arrived = found(sent, [['rice', 10]])
    expect(refusedRule(null, { ...arrived, id: idOf('another') })).toBe('TRANSFER-3')
    const postings = arrived.postings.map((one, i) => ({ ...one, id: idOf(`p${i}`) }))
    expect(refusedRule(null, { ...arrived, postings })).toBe('TRANSFER-3')
    const lost = givenUp(sent, [['rice', 2]])
    expect(refusedRule(null, { ...lost, id: idOf('another') })).toBe('TRANSFER-3')
    const onShelf = lost.postings.map((one) => ({ ...one, locationId: FLOOR }))
    expect(refusedRule(null, { ...lost, postings: onShelf })).toBe('TRANSFER-1')
  })
})
