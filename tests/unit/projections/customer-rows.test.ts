import { createCreditBook } from '@renderer/projections/credit-book.ts'
import { createCustomerRows } from '@renderer/projections/customer-rows.ts'
import { startProjectionService } from '@renderer/projections/projection-service.ts'
import type { CustomerRequest } from '@renderer/projections/projections.ts'
import { foldText } from '@shared/domain/catalogue/fold-text.ts'
import type { CreditDocument } from '@shared/domain/customers/credit-entries.ts'
import type { Id } from '@shared/kernel/id.ts'
import { minor } from '@shared/kernel/money.ts'
import type { Customer } from '@shared/schemas/people.schema.ts'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { customerOf, idOf, SHOP, START, testDeps } from '../shared/builders.ts'
import { AMINATA, paid, saleOnCredit } from '../shared/credit-builders.ts'
import { memorySnapshots, memorySource } from './memory-source.ts'

const DAY_MS = 86_400_000
/** A time of write far behind those that the store gives by itself. */
const LATER = 10_000_000
const ALL: CustomerRequest = { currency: 'XOF' }

const person = (name: string, known: Partial<Customer> = {}): Customer => ({
  ...customerOf(name),
  id: idOf(name),
  nameKey: foldText(name),
  ...known,
})

const debt = (
  customerId: Id,
  amount: number,
  daysAgo: number,
  currency: 'XOF' | 'EUR' = 'XOF',
): CreditDocument => {
  const documentId = idOf(`${customerId}-${amount}-${daysAgo}-${currency}`)
  const at = START - daysAgo * DAY_MS
  const entry = { id: documentId, at, by: idOf('staff'), deviceId: idOf('A1'), amount: minor(amount) }
  return {
    collection: 'orders',
    documentId,
    customerId,
    currency,
    label: 'A1-1-1',
    at,
    entries: [{ ...entry, kind: 'sale', method: null }],
    settles: [],
  }
}

function setupBook() {
  const book = createCreditBook()
  const people = [
    person('Fatou Ndiaye', { phones: ['+221 77 123 45 67', '33 800 00 00'] }),
    person('Awa Bâ'),
    person('Moussa Fall'),
    person('Old Friend', { archived: true }),
    person('Old Debtor', { archived: true }),
  ]
  for (const one of people) book.putCustomer(one, false)
  const documents = [
    debt(idOf('Fatou Ndiaye'), 2_000, 5),
    debt(idOf('Moussa Fall'), 500, 100),
    debt(idOf('Old Debtor'), 900, 40),
    debt(idOf('Awa Bâ'), 70, 1, 'EUR'),
  ]
  for (const document of documents) book.apply(document.documentId, document, document.currency === 'XOF')
  return { book, ask: createCustomerRows(book) }
}

const names = (page: { rows: readonly { name: string }[] }): string[] => page.rows.map(({ name }) => name)

describe('the list of customers', () => {
  test('is by name; who was archived is only there while something is open', () => {
    const { ask } = setupBook()
    const page = ask(ALL)
    expect(names(page)).toEqual(['Awa Bâ', 'Fatou Ndiaye', 'Moussa Fall', 'Old Debtor'])
    expect(page).toMatchObject({ total: 4, owed: 3_400, debtors: 3 })
    expect(page.rows[1]).toMatchObject({
      balance: 2_000,
      openDebts: 1,
      oldestAt: START - 5 * DAY_MS,
      pending: true,
    })
    expect(page.rows[0]).toMatchObject({ balance: 0, oldestAt: null, pending: false })
  })

  test('finds by words of the name and by digits of any phone', () => {
    const { ask } = setupBook()
    expect(names(ask({ ...ALL, text: 'ba awa' }))).toEqual(['Awa Bâ'])
    expect(names(ask({ ...ALL, text: '77 12' }))).toEqual(['Fatou Ndiaye'])
    expect(names(ask({ ...ALL, text: '338000' }))).toEqual(['Fatou Ndiaye'])
    expect(names(ask({ ...ALL, text: '6733' }))).toEqual([])
  })

  test('can be of those who owe, the largest or the oldest debt first, and who owes nothing is last by age', () => {
    const { ask } = setupBook()
    const owing = { ...ALL, owesOnly: true }
    expect(names(ask({ ...owing, sort: 'balance', direction: 'desc' }))).toEqual([
      'Fatou Ndiaye',
      'Old Debtor',
      'Moussa Fall',
    ])
    expect(names(ask({ ...owing, sort: 'oldest' }))).toEqual(['Moussa Fall', 'Old Debtor', 'Fatou Ndiaye'])
    for (const direction of ['asc', 'desc'] as const)
      expect(names(ask({ ...ALL, sort: 'oldest', direction })).at(-1)).toBe('Awa Bâ')
    expect(names(ask({ ...ALL, direction: 'desc' }))[0]).toBe('Old Debtor')
  })

  test('follows every change, and gives pages of it', () => {
    const { book, ask } = setupBook()
    ask(ALL)
    book.putCustomer(person('Awa Bâ', { name: 'Zeynab Bâ', nameKey: 'zeynab ba' }), true)
    book.apply(idOf('none'), null, false)
    expect(names(ask(ALL)).at(-1)).toBe('Zeynab Bâ')
    expect(names(ask({ ...ALL, offset: 1, limit: 2 }))).toEqual(['Moussa Fall', 'Old Debtor'])
    book.removeCustomer(idOf('Moussa Fall'))
    expect(ask(ALL).total).toBe(3)
  })
})

test('CREDIT-1 a document that is given to another customer leaves the account it was in', () => {
  const { book } = setupBook()
  const moved = debt(idOf('Fatou Ndiaye'), 2_000, 5)
  book.apply(moved.documentId, { ...moved, customerId: idOf('Awa Bâ') }, false)
  expect(book.account(idOf('Fatou Ndiaye'), 'XOF')).toMatchObject({ balance: 0, history: [] })
  expect(book.account(idOf('Awa Bâ'), 'XOF').balance).toBe(2_000)
})

describe('the credit book in the service', () => {
  function setup(stored = memorySource(), snapshots = memorySnapshots()) {
    const progress = vi.fn()
    const service = startProjectionService({
      shopId: SHOP,
      utcOffsetMinutes: 0,
      source: stored.source,
      snapshots: snapshots.store,
      onChanged: () => undefined,
      onProgress: progress,
      pace: { changedMs: 0, sweepMs: 1_000_000, saveMs: 1_000_000, retryMs: 1 },
    })
    onTestFinished(() => service.stop())
    return { service, answers: service.answers, stored, snapshots, progress }
  }
  const aminata = { ...customerOf('Aminata Sow'), id: AMINATA }

  test('CREDIT-1 a sale, its payment and what is deleted again are followed', async () => {
    const deps = testDeps()
    const { answers, stored } = setup()
    const sold = saleOnCredit(4_000, { deps })
    stored.write('customers', aminata)
    stored.write('orders', sold, { pending: true })
    await answers.settled()
    const { debts, balance } = await answers.creditAccount(AMINATA, 'XOF')
    expect(balance).toBe(4_000)
    expect((await answers.customers(ALL)).rows).toMatchObject([{ balance: 4_000, pending: true }])
    const payment = paid(debts, 1_500, deps)
    stored.write('moneyMovements', payment)
    await answers.settled()
    expect(await answers.creditAccount(AMINATA, 'XOF')).toMatchObject({ balance: 2_500 })
    stored.write('moneyMovements', payment, { deleted: true })
    await answers.settled()
    expect(await answers.creditAccount(AMINATA, 'XOF')).toMatchObject({ balance: 4_000 })
  })

  test('other money movements do nothing, and one that cannot be read is counted as such', async () => {
    const { answers, stored, progress } = setup()
    stored.write('customers', aminata)
    stored.write('moneyMovements', { ...paid([debtOf(400)], 400), kind: 'cash-in' } as { id: string })
    stored.write('moneyMovements', { ...paid([debtOf(400)], 400, testDeps(9)), postings: 'no' } as {
      id: string
    })
    await answers.settled()
    expect((await answers.customers(ALL)).rows).toMatchObject([{ balance: 0 }])
    expect(progress).toHaveBeenLastCalledWith(expect.objectContaining({ phase: 'ready', unreadable: 1 }))
  })

  test('a start from a snapshot says the same without reading everything again', async () => {
    const deps = testDeps()
    const { stored, snapshots, service, answers } = setup()
    stored.write('customers', aminata)
    for (let i = 0; i < 250; i++) stored.write('orders', saleOnCredit(100, { deps }))
    stored.write('orders', saleOnCredit(100, { deps }), { lwt: LATER })
    await answers.settled()
    await service.stop()
    stored.write('orders', saleOnCredit(100, { deps }), { lwt: LATER + 1 })
    const before = stored.reads()
    const again = setup(stored, snapshots)
    expect(await again.answers.creditAccount(AMINATA, 'XOF')).toMatchObject({ balance: 25_200 })
    expect((await again.answers.customers(ALL)).rows).toMatchObject([
      { name: 'Aminata Sow', balance: 25_200 },
    ])
    // The last sale of before and the new one, and the customer once more.
    expect(stored.reads() - before).toBe(3)
  })
})

const debtOf = (open: number) => ({ orderId: idOf('order'), number: 'A1-1-1', open: minor(open) })
