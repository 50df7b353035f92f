import { foldText } from '@shared/domain/catalogue/fold-text.ts'
import { canonicalJson } from '@shared/kernel/canonical.ts'
import { minor } from '@shared/kernel/money.ts'
import { PAGE_LIMIT } from './catalogue-search.ts'
import type { CreditBook } from './credit-book.ts'
import type { CustomerEntry } from './customer-entry.ts'
import type { CustomerPage, CustomerRequest, CustomerRow, CustomerSort } from './projections.ts'

const DEFAULT_LIMIT = 100

/** A customer with his account, before it is written out as a row. */
interface Found {
  readonly entry: CustomerEntry
  readonly balance: number
  /** When the oldest open debt was made; null when nothing is open. */
  readonly oldestAt: number | null
  readonly openDebts: number
}

interface Totals {
  readonly owed: number
  readonly debtors: number
}

/** Scrolling asks the same question page by page, so the last list is kept until something changes. */
export function createCustomerRows(book: CreditBook) {
  const list = keepLast((request: CustomerRequest) => findCustomers(request, book))
  const totals = keepLast((currency: string) => sumUp(book.balances(currency)))
  return (request: CustomerRequest): CustomerPage => {
    const { offset = 0, limit = DEFAULT_LIMIT, ...question } = request
    const found = list(`${book.version} ${canonicalJson(question)}`, request)
    const page = found.slice(offset, offset + Math.min(limit, PAGE_LIMIT))
    const { owed, debtors } = totals(`${book.version} ${request.currency}`, request.currency)
    return {
      total: found.length,
      rows: page.map((one) => rowOf(one, request, book)),
      owed: minor(owed),
      debtors,
    }
  }
}

/** The last answer, for as long as it is asked for under the same stamp. */
function keepLast<Question, Answer>(answerTo: (question: Question) => Answer) {
  let kept: { stamp: string; answer: Answer } | null = null
  return (stamp: string, question: Question): Answer => {
    if (kept?.stamp !== stamp) kept = { stamp, answer: answerTo(question) }
    return kept.answer
  }
}

function sumUp(balances: Iterable<number>): Totals {
  let owed = 0
  let debtors = 0
  for (const balance of balances) {
    if (balance <= 0) continue
    owed += balance
    debtors++
  }
  return { owed, debtors }
}

function findCustomers(request: CustomerRequest, book: CreditBook): readonly Found[] {
  const fits = matcherOf(request.text ?? '')
  const found: Found[] = []
  for (const entry of book.byName()) {
    if (!fits(entry)) continue
    const one = look(entry, request, book)
    // Nobody who owes, or is owed, is out of sight because he was archived.
    if (entry.archived && one.balance === 0) continue
    if (request.owesOnly !== true || one.balance > 0) found.push(one)
  }
  return sorted(found, request.sort ?? 'name', request.direction === 'desc')
}

function look(entry: CustomerEntry, { currency }: CustomerRequest, book: CreditBook): Found {
  const { balance, debts } = book.account(entry.id, currency)
  return { entry, balance, oldestAt: debts[0]?.at ?? null, openDebts: debts.length }
}

/** Names that hold every word, or phones that hold the digits. */
function matcherOf(text: string): (entry: CustomerEntry) => boolean {
  const words = foldText(text)
    .split(' ')
    .filter((word) => word !== '')
  const digits = text.replace(/\D/g, '')
  const byPhone = digits.length >= 3 && !/\p{L}/u.test(text)
  return ({ nameKey, phoneDigits }) =>
    (byPhone && phoneDigits.includes(digits)) || words.every((word) => nameKey.includes(word))
}

/** They come in order of their names, and sorting is stable. Who owes nothing is last whichever way debts are sorted by age. */
function sorted(found: Found[], sort: CustomerSort, isDescending: boolean): readonly Found[] {
  const sign = isDescending ? -1 : 1
  if (sort === 'name') return isDescending ? found.reverse() : found
  if (sort === 'balance') return found.sort((a, b) => sign * (a.balance - b.balance))
  return found.sort((a, b) => {
    if (a.oldestAt === null || b.oldestAt === null)
      return Number(a.oldestAt === null) - Number(b.oldestAt === null)
    return sign * (a.oldestAt - b.oldestAt)
  })
}

function rowOf(
  { entry, balance, oldestAt, openDebts }: Found,
  { currency }: CustomerRequest,
  book: CreditBook,
): CustomerRow {
  return {
    customerId: entry.id,
    name: entry.name,
    phone: entry.phone,
    creditLimit: entry.creditLimit,
    archived: entry.archived,
    balance: minor(balance),
    oldestAt,
    openDebts,
    pending: entry.pending || book.isPending(entry.id, currency),
  }
}
