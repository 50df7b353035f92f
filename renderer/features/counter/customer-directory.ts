import type { Store } from '@renderer/db/store.ts'
import { foldText } from '@shared/domain/catalogue/fold-text.ts'
import type { Id } from '@shared/kernel/id.ts'
import type { Minor } from '@shared/kernel/money.ts'
import type { Customer } from '@shared/schemas/people.schema.ts'

/** What the counter needs to know of a customer. */
export interface CustomerEntry {
  readonly id: Id
  readonly name: string
  readonly nameKey: string
  readonly phone: string
  /** Digits of all phones, each behind a space, so that one does not run into the next. */
  readonly phoneDigits: string
  readonly creditLimit: Minor
}

const PAGE = 2_000

export const toEntry = (customer: Customer): CustomerEntry => ({
  id: customer.id,
  name: customer.name,
  nameKey: customer.nameKey,
  phone: customer.phones[0] ?? '',
  phoneDigits: customer.phones.map((phone) => ` ${phone.replace(/\D/g, '')}`).join(''),
  creditLimit: customer.creditLimit,
})

/**
 * Reads all customers page by page along the name index and hands over what it has after each page. Phones are in no
 * index, and a cashier searches by them: a few thousand short entries in memory answer at every key.
 */
export async function readCustomers(
  db: Store,
  onPage: (entries: readonly CustomerEntry[]) => void,
  isStopped: () => boolean,
): Promise<void> {
  const entries: CustomerEntry[] = []
  const seen = new Set<Id>()
  let from = ''
  while (!isStopped()) {
    const page = await db.findMany('customers', {
      selector: { nameKey: { $gte: from } },
      sort: ['nameKey'],
      limit: PAGE,
    })
    if (isStopped()) return
    // Pages overlap by the customers who share the last name of the page before.
    const fresh = page.filter((customer) => !seen.has(customer.id))
    for (const customer of fresh) {
      seen.add(customer.id)
      if (!customer.archived) entries.push(toEntry(customer))
    }
    onPage([...entries])
    const last = page.at(-1)?.nameKey
    if (page.length < PAGE || last === undefined || fresh.length === 0) return
    from = last
  }
}

/** Customers whose name holds every word, or whose phone holds the digits; names that begin with the text come first. */
export function searchCustomers(
  entries: readonly CustomerEntry[],
  text: string,
  limit: number,
): readonly CustomerEntry[] {
  const wanted = foldText(text)
  if (wanted === '') return entries.slice(0, limit)
  const digits = text.replace(/\D/g, '')
  const byPhone = digits.length >= 3 && !/\p{L}/u.test(text)
  const words = wanted.split(' ')
  const found = entries.filter(
    (entry) =>
      (byPhone && entry.phoneDigits.includes(digits)) || words.every((word) => entry.nameKey.includes(word)),
  )
  const leads = found.filter((entry) => entry.nameKey.startsWith(wanted))
  const others = found.filter((entry) => !entry.nameKey.startsWith(wanted))
  return [...leads, ...others].slice(0, limit)
}
