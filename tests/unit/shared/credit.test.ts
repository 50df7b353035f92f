import { checkDocument } from '@shared/domain/check-document.ts'
import { checkSettlementCurrency } from '@shared/domain/customers/check-settlement.ts'
import { foldCredit } from '@shared/domain/customers/credit-account.ts'
import { creditOfOrder } from '@shared/domain/customers/credit-entries.ts'
import { creditLeft, exceedsLimit } from '@shared/domain/customers/credit-limit.ts'
import { daysOwed, debtAgeOf, sumByAge } from '@shared/domain/customers/debt-age.ts'
import { settleCredit } from '@shared/domain/customers/settlement.ts'
import { statementOf } from '@shared/domain/customers/statement.ts'
import { cancelOrder } from '@shared/domain/orders/lifecycle.ts'
import { addPayment } from '@shared/domain/orders/payments.ts'
import { returnLines } from '@shared/domain/orders/returns.ts'
import { newTask } from '@shared/domain/tasks/task.ts'
import { addDays } from '@shared/kernel/business-day.ts'
import { minor } from '@shared/kernel/money.ts'
import { quantity } from '@shared/kernel/quantity.ts'
import { authorizeWrite } from '@shared/policy/authorize-write.ts'
import type { MoneyMovement } from '@shared/schemas/movements.schema.ts'
import type { Order } from '@shared/schemas/orders.schema.ts'
import type { Role } from '@shared/schemas/people.schema.ts'
import type { PaymentMethod } from '@shared/schemas/postings.ts'
import type { Task } from '@shared/schemas/tasks.schema.ts'
import { describe, expect, it } from 'vitest'
import { actorOf, authorOn, DAY, mustBeOk, testDeps } from './builders.ts'
import { AMINATA, creditOfPayment, creditOfSale, paid, payInput, saleOnCredit } from './credit-builders.ts'

const DAY_MS = 86_400_000
const author = authorOn('A1')

const broughtBack = (order: Order, deps = testDeps(), refundMethod: PaymentMethod = 'credit'): Order =>
  mustBeOk(
    returnLines(
      order,
      {
        lines: [{ lineId: order.lines[0]?.id ?? '', quantity: quantity(1) }],
        reason: 'Abîmé',
        restock: true,
        refundMethod,
        businessDay: DAY,
      },
      author,
      deps,
    ),
  )

describe('CREDIT-1 the balance', () => {
  it('is what sales left on credit', () => {
    const deps = testDeps()
    const sales = [4_000, 1_500].map((price) => creditOfSale(saleOnCredit(price, { deps })))
    const account = foldCredit(sales)
    expect(account.balance).toBe(5_500)
    expect(account.history.map(({ kind }) => kind)).toEqual(['sale', 'sale'])
  })

  it('does not know sales that were paid, and none that are paid on delivery', () => {
    expect(creditOfOrder(saleOnCredit(4_000, { method: 'wave' }))).toBeNull()
    expect(creditOfOrder(saleOnCredit(4_000, { method: 'cash-on-delivery' }))).toBeNull()
  })

  it('goes down by a return, by a payment on the order and by its cancellation', () => {
    const deps = testDeps()
    const order = saleOnCredit(4_000, { deps })
    deps.advance(1_000)
    const back = creditOfSale(broughtBack(order, deps))
    expect(foldCredit([back]).balance).toBe(0)
    expect(back.entries.map(({ kind, amount }) => [kind, amount])).toEqual([
      ['sale', 4_000],
      ['return', -4_000],
    ])
    deps.advance(1_000)
    const part = mustBeOk(addPayment(order, { method: 'cash', amount: minor(1_000) }, author, deps))
    expect(foldCredit([creditOfSale(part)]).balance).toBe(3_000)
    expect(creditOfSale(part).entries.at(-1)).toMatchObject({ kind: 'payment', method: 'cash' })
    deps.advance(1_000)
    const cancelled = mustBeOk(cancelOrder(part, { reason: 'Erreur', refundMethod: 'cash' }, author, deps))
    expect(foldCredit([creditOfSale(cancelled)]).balance).toBe(0)
    expect(creditOfSale(cancelled).entries.map(({ kind }) => kind)).toEqual([
      'sale',
      'payment',
      'cancel',
      'refund',
    ])
  })

  it('is in his favour when goods that he had paid come back on his account', () => {
    const deps = testDeps()
    const order = saleOnCredit(4_000, { deps, method: 'cash' })
    deps.advance(1_000)
    const account = foldCredit([creditOfSale(broughtBack(order, deps))])
    expect(account).toMatchObject({ balance: -4_000, debts: [] })
    expect(creditOfOrder(broughtBack(order, deps, 'cash'))).toBeNull()
  })

  it('uses what is in his favour for the next sale on credit', () => {
    const deps = testDeps()
    const back = creditOfSale(broughtBack(saleOnCredit(4_000, { deps, method: 'cash' }), deps))
    deps.advance(1_000)
    const account = foldCredit([back, creditOfSale(saleOnCredit(5_000, { deps }))])
    expect(account.balance).toBe(1_000)
    expect(account.debts).toMatchObject([{ amount: 5_000, open: 1_000 }])
  })
})

/** Three sales, a day apart. */
function threeDebts() {
  const deps = testDeps()
  const orders = [3_000, 2_000, 1_000].map((price) => {
    const order = saleOnCredit(price, { deps })
    deps.advance(DAY_MS)
    return order
  })
  const sales = orders.map(creditOfSale)
  return { deps, orders, sales, debts: foldCredit(sales).debts }
}

describe('CREDIT-2 open debts', () => {
  it('are oldest first, and a payment takes the oldest down first', () => {
    const { deps, orders, sales, debts } = threeDebts()
    expect(debts.map(({ number }) => number)).toEqual(orders.map(({ number }) => number))
    const account = foldCredit([...sales, creditOfPayment(paid(debts, 3_500, deps))])
    expect(account.balance).toBe(2_500)
    expect(account.debts.map(({ open }) => open)).toEqual([1_500, 1_000])
  })

  it('are paid as chosen when debts were chosen', () => {
    const { deps, sales, debts } = threeDebts()
    const account = foldCredit([...sales, creditOfPayment(paid(debts.slice(1), 2_400, deps))])
    expect(account.debts.map(({ open }) => open)).toEqual([3_000, 600])
  })

  it('that two tills took the money of leave the second payment to the next debt, then in his favour', () => {
    const { deps, sales, debts } = threeDebts()
    const first = debts.slice(0, 1)
    const twice = [paid(first, 3_000, deps), paid(first, 3_000, deps, 'B2')].map(creditOfPayment)
    expect(foldCredit([...sales, ...twice])).toMatchObject({ balance: 0, debts: [] })
    expect(foldCredit([...sales.slice(0, 1), ...twice])).toMatchObject({ balance: -3_000, debts: [] })
  })

  it('whose goods came back after the payment leave that money to the other debts', () => {
    const { deps, orders, debts, sales } = threeDebts()
    const payment = creditOfPayment(paid(debts.slice(0, 1), 3_000, deps))
    const back = creditOfSale(broughtBack(orders[0] as Order, deps)) // three were made
    const account = foldCredit([back, ...sales.slice(1), payment])
    expect(account).toMatchObject({ balance: 0, debts: [] })
  })

  it('are counted by their age in days', () => {
    expect([0, 30, 31, 60, 61, 90, 91].map(debtAgeOf)).toEqual([
      '0-30',
      '0-30',
      '31-60',
      '31-60',
      '61-90',
      '61-90',
      'over-90',
    ])
    const at = testDeps().clock.now()
    expect(daysOwed(at, addDays(DAY, 31), 0)).toBe(31)
    expect(daysOwed(at + 5 * DAY_MS, DAY, 0)).toBe(0)
    const debts = [
      { at, open: minor(100) },
      { at: at + 40 * DAY_MS, open: minor(20) },
    ]
    expect(sumByAge(debts, addDays(DAY, 95), 0)).toEqual({
      '0-30': 0,
      '31-60': 20,
      '61-90': 0,
      'over-90': 100,
    })
  })
})

describe('a payment', () => {
  it('CREDIT-3 is one document that says how it was paid and what it settles, and its postings sum to zero', () => {
    const { deps, debts } = threeDebts()
    const movement = paid(debts, 4_000, deps)
    expect(movement).toMatchObject({ kind: 'credit-settlement', customerId: AMINATA, currency: 'XOF' })
    expect(movement.details.debts).toMatchObject([{ amount: 3_000 }, { amount: 1_000, due: 2_000 }])
    expect(movement.postings.map(({ account, amount }) => [account, amount])).toEqual([
      ['method:cash', 4_000],
      ['receivable', -4_000],
    ])
    expect(checkDocument('moneyMovements', null, movement)).toEqual({ ok: true, value: undefined })
  })

  it('CREDIT-4 gives change for cash, and refuses more than is owed by any other way', () => {
    const { deps, debts } = threeDebts()
    const movement = paid(debts, 10_000, deps)
    expect(movement.details).toMatchObject({ amount: 6_000, tendered: 10_000, change: 4_000 })
    expect(checkDocument('moneyMovements', null, movement).ok).toBe(true)
    const wave = settleCredit(payInput(debts, 6_001, { method: 'wave' }), author, deps)
    expect(wave).toEqual({ ok: false, error: { type: 'PaymentsExceedTotal', over: 1 } })
  })

  it('is refused when nothing is owed, when it is no money, and when it is nothing', () => {
    const { deps, debts } = threeDebts()
    const errorOf = (input: Parameters<typeof settleCredit>[0]) => {
      const answer = settleCredit(input, author, deps)
      return answer.ok ? null : answer.error.type
    }
    expect(errorOf(payInput([], 500))).toBe('NothingOwed')
    expect(errorOf(payInput(debts, 500, { method: 'credit' }))).toBe('NotMoney')
    expect(errorOf(payInput(debts, 0))).toBe('InvalidPayment')
  })
})

describe('a payment as the server sees it', () => {
  const { deps, debts } = threeDebts()
  const good = paid(debts, 4_000, deps)
  const [first, second] = debts
  const ruleOf = (after: MoneyMovement, before: MoneyMovement | null = null) => {
    const checked = checkDocument('moneyMovements', before, after)
    return checked.ok ? null : (checked.error.params.rule ?? checked.error.code)
  }
  const withDetails = (details: object): MoneyMovement => ({
    ...good,
    details: { ...good.details, ...details },
  })

  it('CREDIT-4 pays no debt with more than was open on it', () => {
    const debt = { orderId: first?.orderId ?? '', number: 'A1-1-1', due: 3_000, amount: 4_000 }
    expect(ruleOf(withDetails({ debts: [debt] }))).toBe('CREDIT-4')
    expect(ruleOf(withDetails({ debts: [{ ...debt, amount: 3_000 }] }))).toBe('CREDIT-4')
  })

  it('CREDIT-3 is spread to the last franc, over debts that are named once', () => {
    const half = { orderId: first?.orderId ?? '', number: 'A1-1-1', due: 3_000, amount: 2_000 }
    expect(ruleOf(withDetails({ debts: [half, half] }))).toBe('CREDIT-3')
    const too = { ...half, orderId: second?.orderId ?? '', amount: 2_500 }
    expect(ruleOf(withDetails({ debts: [half, too] }))).toBe('CREDIT-3')
    expect(ruleOf(withDetails({ debts: [half, { ...too, amount: 2_000 }] }))).toBeNull()
  })

  it('CREDIT-3 has a customer, real money and details of its shape', () => {
    expect(ruleOf({ ...good, customerId: null })).toBe('CREDIT-3')
    expect(ruleOf({ ...good, details: {} })).toBe('CREDIT-3')
    expect(ruleOf(withDetails({ more: 1 }))).toBe('CREDIT-3')
    expect(ruleOf(withDetails({ method: 'credit' }))).toBe('CREDIT-3')
    expect(ruleOf(withDetails({ tendered: 5_000, change: 0 }))).toBe('CREDIT-3')
  })

  it('LEDGER-5 posts exactly the payment', () => {
    expect(ruleOf({ ...good, postings: [] })).toBe('LEDGER-5')
    const doubled = good.postings.map((posting) => ({ ...posting, amount: minor(posting.amount * 2) }))
    expect(ruleOf({ ...good, postings: doubled })).toBe('LEDGER-5')
    const elsewhere = good.postings.map((posting) =>
      posting.amount > 0 ? { ...posting, account: 'method:wave' } : posting,
    )
    expect(ruleOf({ ...good, postings: elsewhere })).toBe('LEDGER-5')
  })

  it('LEDGER-3 stands as it was made; the words about it may change', () => {
    const other = withDetails({
      debts: [{ orderId: first?.orderId, number: 'X', due: 4_000, amount: 4_000 }],
    })
    expect(ruleOf(other, good)).toBe('LEDGER-3')
    expect(ruleOf({ ...good, reference: 'OM-1', note: 'Payé par son frère' }, good)).toBeNull()
  })

  it('CREDIT-4 is in the currency of the shop', () => {
    expect(checkSettlementCurrency(good, 'XOF')).toBeNull()
    expect(checkSettlementCurrency(good, 'EUR')).toMatchObject({ params: { rule: 'CREDIT-4' } })
  })
})

describe('CREDIT-5 the limit', () => {
  it('looks at what is owed together with this sale', () => {
    const wish = { balance: minor(7_000), limit: minor(10_000) }
    expect(exceedsLimit({ ...wish, onCredit: minor(3_000) })).toBe(false)
    expect(exceedsLimit({ ...wish, onCredit: minor(3_001) })).toBe(true)
    expect(creditLeft(wish)).toBe(3_000)
  })

  it('says nothing of a sale that leaves nothing on credit, and counts what is in his favour', () => {
    expect(exceedsLimit({ balance: minor(12_000), limit: minor(10_000), onCredit: minor(0) })).toBe(false)
    expect(exceedsLimit({ balance: minor(-2_000), limit: minor(0), onCredit: minor(2_000) })).toBe(false)
    expect(creditLeft({ balance: minor(12_000), limit: minor(10_000) })).toBe(0)
  })
})

describe('TASK-5 what the server says of a limit', () => {
  const payload = {
    about: 'credit-limit',
    customerId: AMINATA,
    customerName: 'Aminata Sow',
    currency: 'XOF',
    balance: 12_000,
    limit: 10_000,
    receipts: [],
  }
  const task = newTask({ kind: 'approval', payload }, author, testDeps())

  it('TASK-3 has its shape, and other approvals have theirs', () => {
    expect(checkDocument('tasks', null, task).ok).toBe(true)
    const bent = { ...task, payload: { ...payload, limit: 'none' } }
    expect(checkDocument('tasks', null, bent)).toMatchObject({ error: { params: { rule: 'TASK-3' } } })
    expect(checkDocument('tasks', null, { ...task, payload: { about: 'holidays' } }).ok).toBe(true)
  })

  it('nobody else says it, and only who settles between tills settles it', () => {
    const ownRole = { ...task, assigneeRole: 'cashier' as const }
    const refusalOf = (role: Role, before: Task | null, after: Task) => {
      const allowed = authorizeWrite(actorOf(role, author), 'tasks', before, after)
      return allowed.ok ? null : allowed.error.params.permission
    }
    expect(refusalOf('admin', null, task)).toBe('server')
    expect(refusalOf('cashier', ownRole, { ...ownRole, state: 'done' })).toBe('sync.resolve')
    expect(refusalOf('manager', task, { ...task, state: 'done' })).toBeNull()
  })
})

describe('CREDIT-6 a statement', () => {
  it('opens with what was owed before the range and closes with what is owed at its end', () => {
    const { deps, sales, debts } = threeDebts()
    const { history } = foldCredit([...sales, creditOfPayment(paid(debts, 2_500, deps))])
    const statement = statementOf(history, { from: addDays(DAY, 1), to: addDays(DAY, 3) }, 0)
    expect(statement).toMatchObject({ opening: 3_000, charged: 3_000, paid: 2_500, closing: 3_500 })
    expect(statement.lines).toHaveLength(3)
    const quiet = statementOf(history, { from: addDays(DAY, 4), to: addDays(DAY, 9) }, 0)
    expect(quiet).toMatchObject({ opening: 3_500, lines: [], closing: 3_500 })
  })

  it('follows the calendar of the shop', () => {
    const [sale] = threeDebts().sales
    const { history } = foldCredit(sale ? [sale] : [])
    const range = { from: DAY, to: DAY }
    expect(statementOf(history, range, 0).lines).toHaveLength(1)
    expect(statementOf(history, range, 24 * 60).lines).toHaveLength(0)
  })

  it('of somebody who never had credit is empty', () => {
    expect(statementOf(foldCredit([]).history, { from: DAY, to: DAY }, 0)).toMatchObject({ closing: 0 })
  })
})
