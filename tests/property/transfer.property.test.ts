import { foldStock, stockKey } from '@shared/domain/stock/postings.ts'
import { transitLocationId } from '@shared/domain/stock/transfer.ts'
import { dispatchOf, transferProgressOf, transferStepOf } from '@shared/domain/stock/transfer-progress.ts'
import type { StockMovement } from '@shared/schemas/movements.schema.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { idOf, SHOP, testDeps } from '../unit/shared/builders.ts'
import { dispatched, FLOOR, found, givenUp, STORE } from '../unit/shared/transfer-builders.ts'
import { runs } from './runs.ts'

const TRANSIT = transitLocationId(SHOP)
const units = fc.integer({ min: 1, max: 40 })

/** A transfer and what became of it: taken in, put back or given up, in any number of steps. */
const histories = fc
  .record({
    sent: units,
    steps: fc.array(fc.record({ units, how: fc.constantFrom('in', 'back', 'lost') }), { maxLength: 6 }),
  })
  .map(({ sent, steps }) => {
    const transfer = dispatched([['rice', sent]])
    const documents = steps.map(({ units: count, how }, round) => {
      const where = { round, deps: testDeps(100 + round) }
      if (how === 'lost') return givenUp(transfer, [['rice', count]], where)
      return found(transfer, [['rice', count]], where, how === 'in' ? FLOOR : STORE)
    })
    return { transfer, documents }
  })

const heard = histories.chain(({ transfer, documents }) => {
  const all = [transfer, ...documents]
  return fc.record({
    transfer: fc.constant(transfer),
    all: fc.constant(all),
    known: fc
      .tuple(
        fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length }),
        fc.array(fc.constantFrom(...all), { maxLength: 5 }),
      )
      .map(([once, again]) => [...again, ...once, ...again]),
  })
})

const progressOf = (transfer: StockMovement, known: readonly StockMovement[]) => {
  const dispatch = dispatchOf(transfer)
  if (!dispatch) throw new Error('It was sent off')
  const steps = known.flatMap((one) => transferStepOf(one) ?? [])
  return transferProgressOf(dispatch, steps)
}
const stockOf = (known: readonly StockMovement[]) => foldStock(known.flatMap(({ postings }) => postings))

describe('stock by location', () => {
  it('TRANSFER-2 what a transfer has left is what stands in transit, in any order and with any repetition', () => {
    fc.assert(
      fc.property(heard, ({ transfer, all, known }) => {
        const progress = progressOf(transfer, known)
        expect(progress).toEqual(progressOf(transfer, all))
        const left = progress.lines.reduce((sum, line) => sum + line.left, 0)
        expect(stockOf(known).get(stockKey(idOf('rice'), TRANSIT)) ?? 0).toBe(left)
        expect([...stockOf(known)].sort()).toEqual([...stockOf(all)].sort())
      }),
      { numRuns: runs(300) },
    )
  })

  it('LEDGER-4 no step but giving up changes how much there is over all places', () => {
    fc.assert(
      fc.property(histories, ({ transfer, documents }) => {
        const total = [...stockOf([transfer, ...documents]).values()].reduce((sum, one) => sum + one, 0)
        const givenUpUnits = progressOf(transfer, documents).lines.reduce(
          (sum, line) => sum + line.settled,
          0,
        )
        expect(total + givenUpUnits).toBe(0)
      }),
      { numRuns: runs(200) },
    )
  })
})
