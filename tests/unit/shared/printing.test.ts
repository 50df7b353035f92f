import { checkDocument } from '@shared/domain/check-document.ts'
import { isCopy, notePrint } from '@shared/domain/orders/printing.ts'
import { minor } from '@shared/kernel/money.ts'
import { quantity } from '@shared/kernel/quantity.ts'
import type { Order } from '@shared/schemas/orders.schema.ts'
import { describe, expect, test } from 'vitest'
import { authorOn, mustFit, soldOrder, testDeps } from './builders.ts'

const sale = soldOrder()
const printed = notePrint(sale, authorOn('A1'), testDeps(2))
const ruleOf = (before: Order, after: Order) => {
  const checked = checkDocument('orders', before, after)
  return checked.ok ? undefined : checked.error.params.rule
}

describe('RECEIPT-2 the original of a receipt', () => {
  test('is the first paper at the till that sold; whatever comes later is a copy', () => {
    expect(isCopy(sale, 'A1')).toBe(false)
    expect(isCopy(printed, 'A1')).toBe(true)
    mustFit('orders', printed)
    expect(ruleOf(sale, printed)).toBeUndefined()
  })

  test('comes out of no other till, even of one that has not heard of the print', () => {
    expect(isCopy(sale, 'B1')).toBe(true)
  })

  test('of an order without a receipt number is the first paper anywhere', () => {
    expect(isCopy({ events: [], receipt: null }, 'B1')).toBe(false)
  })

  test('stays noted: nobody takes the print back, nor changes what was printed', () => {
    const [line] = printed.lines
    if (!line) throw new Error('The sale has lines')
    expect(ruleOf(printed, { ...printed, events: [] })).toBe('LEDGER-3')
    for (const changed of [
      { lines: [{ ...line, quantity: quantity(9) }, ...printed.lines.slice(1)] },
      { lines: [{ ...line, unitPrice: minor(1) }, ...printed.lines.slice(1)] },
      { total: minor(1) },
      { number: 'A1-1-9' },
      { discount: minor(10) },
    ])
      expect(ruleOf(printed, { ...printed, ...changed })).toBe('ORDER-4')
  })
})
