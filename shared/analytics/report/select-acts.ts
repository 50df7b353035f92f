import type { CurrencyCode } from '@shared/kernel/money.ts'
import type { DayRange } from '../figures.ts'
import { CELL_WIDTH, type OrderColumns, PROFILE_WIDTH } from '../order-columns.ts'
import { dayNumberOf } from '../sale-facts.ts'
import { PROFILE_AT } from '../scan-acts.ts'
import type { ReportFilters } from './report-filters.ts'

/** What of the shop's sales is asked for. */
export interface Asked {
  readonly range: DayRange
  readonly currency: CurrencyCode
  readonly filters: ReportFilters
}

/**
 * Sales and returns of a range that pass the filters. `rows[i]` is a row of `acts`; its lines are the rows `firstLine[i]` to
 * `firstLine[i] + acts.lines[rows[i]]` of `lines`. Where `cells` is not null only lines whose cell is 1 in it pass, and an act of
 * which none does is to be passed over.
 */
export interface ActSelection {
  readonly count: number
  readonly rows: Uint32Array
  readonly firstLine: Uint32Array
  readonly cells: Uint8Array | null
}

/** One flat pass over the acts. */
export function selectActs(columns: OrderColumns, asked: Asked): ActSelection {
  const { acts, orders } = columns
  const { length } = acts.columns
  const { day, profile, owner, lines } = acts.columns.data
  const { firstLine } = orders.data
  const first = dayNumberOf(asked.range.from)
  const last = dayNumberOf(asked.range.to)
  const profiles = wantedProfiles(columns, asked)
  const wantsOrder = orderTest(columns, asked.filters)
  const rows = new Uint32Array(length)
  const starts = new Uint32Array(length)
  let count = 0
  let at = 0
  let lastOwner = -1
  for (let row = 0; row < length; row++) {
    const order = owner[row] as number // row < length, as in the lines below
    if (order !== lastOwner) at = firstLine[order] as number
    lastOwner = order
    const start = at
    at += lines[row] as number
    const on = day[row] as number
    if (on < first || on > last || profiles[profile[row] as number] === 0) continue
    if (wantsOrder !== null && !wantsOrder(order)) continue
    rows[count] = row
    starts[count] = start
    count++
  }
  return { count, rows, firstLine: starts, cells: wantedCells(columns, asked.filters) }
}

/** By number of profile: whether its acts are in that currency and pass the filters on staff, till, channel and country. */
function wantedProfiles(columns: OrderColumns, { currency, filters }: Asked): Uint8Array {
  const { flat, size } = columns.profiles
  const wanted = new Uint8Array(size)
  const tests = [
    [PROFILE_AT.currency, numbersOf(columns.currencies, [currency])],
    [PROFILE_AT.staff, numbersOf(columns.staff, filters.staff)],
    [PROFILE_AT.device, numbersOf(columns.devices, filters.device)],
    [PROFILE_AT.channel, numbersOf(columns.channels, filters.channel)],
    [PROFILE_AT.country, numbersOf(columns.countries, filters.country)],
  ] as const
  for (let number = 0; number < size; number++) {
    const passes = tests.every(
      ([at, set]) => set === null || set.has(flat[number * PROFILE_WIDTH + at] ?? -1),
    )
    wanted[number] = passes ? 1 : 0
  }
  return wanted
}

/** By number of cell; null when every line is wanted. */
function wantedCells(columns: OrderColumns, filters: ReportFilters): Uint8Array | null {
  const variants = numbersOf(columns.items.variants, filters.variant)
  const categories = numbersOf(columns.categories, filters.category)
  if (!variants && !categories) return null
  const { flat, size } = columns.cells
  const wanted = new Uint8Array(size)
  for (let cell = 0; cell < size; cell++) {
    const item = flat[cell * CELL_WIDTH] ?? -1
    const category = flat[cell * CELL_WIDTH + 1] ?? -1
    wanted[cell] = (!variants || variants.has(item)) && (!categories || categories.has(category)) ? 1 : 0
  }
  return wanted
}

function orderTest(columns: OrderColumns, filters: ReportFilters): ((order: number) => boolean) | null {
  const customers = numbersOf(columns.customers, filters.customer)
  if (!customers) return null
  const { customer } = columns.orders.data
  return (order) => customers.has(customer[order] ?? -1)
}

/** Null: not filtered. What was never heard of is filtered to nothing. */
function numbersOf(
  dictionary: { find(value: string): number | undefined },
  values: readonly string[] | undefined,
): ReadonlySet<number> | null {
  if (!values || values.length === 0) return null
  return new Set(values.flatMap((value) => dictionary.find(value) ?? []))
}
