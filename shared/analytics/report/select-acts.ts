import type { CurrencyCode } from '@shared/kernel/money.ts'
import { PAYMENT_METHODS } from '@shared/schemas/postings.ts'
import type { TupleDictionary } from '../dictionary.ts'
import type { DayRange } from '../figures.ts'
import { CELL_AT, type OrderColumns } from '../order-columns.ts'
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

/** The sales and returns are looked for when somebody first asks which they are: many figures are told by `selectDays`. */
export function selectActs(columns: OrderColumns, asked: Asked): ActSelection {
  let rows: Uint32Array | null = null
  let firstLine: Uint32Array | null = null
  const rowsNow = (): Uint32Array => {
    rows ??= wantedRows(columns, asked)
    return rows
  }
  return {
    get count() {
      return rowsNow().length
    },
    get rows() {
      return rowsNow()
    },
    get firstLine() {
      firstLine ??= firstLinesOf(columns, rowsNow())
      return firstLine
    },
    cells: wantedCells(columns, asked.filters),
  }
}

/** One flat pass over the acts; most of them fall to their day alone. */
function wantedRows(columns: OrderColumns, asked: Asked): Uint32Array {
  const { length } = columns.acts.columns
  const { day, hour, profile, owner } = columns.acts.columns.data
  const first = dayNumberOf(asked.range.from)
  const last = dayNumberOf(asked.range.to)
  const profiles = wantedProfiles(columns, asked)
  const hours = asked.filters.hour ? wantedTimes(asked.filters.hour, 24) : null
  const weekdays = asked.filters.weekday ? wantedTimes(asked.filters.weekday, 7) : null
  const wantsOrder = orderTest(columns, asked.filters)
  const rows = new Uint32Array(length)
  let count = 0
  for (let row = 0; row < length; row++) {
    const on = day[row] as number // row < length, as in the lines below
    if (on < first || on > last || profiles[profile[row] as number] === 0) continue
    if (hours !== null && hours[hour[row] as number] === 0) continue
    if (weekdays !== null && weekdays[weekdayOf(on)] === 0) continue
    if (wantsOrder !== null && !wantsOrder(owner[row] as number)) continue
    rows[count] = row
    count++
  }
  return rows.subarray(0, count)
}

/** What a day and a profile say by themselves. */
const DAY_FILTERS: readonly string[] = ['staff', 'device', 'channel', 'country', 'weekday']

/**
 * The same sales and returns as rows of the rollup by day and profile: some thousand, however many were sold. Null where a filter asks
 * for more than day and profile say.
 */
export function selectDays(columns: OrderColumns, asked: Asked): Uint32Array | null {
  if (!Object.keys(asked.filters).every((name) => DAY_FILTERS.includes(name))) return null
  const { data, length } = columns.rollup.columns
  const { day, profile, acts } = data
  const first = dayNumberOf(asked.range.from)
  const last = dayNumberOf(asked.range.to)
  const profiles = wantedProfiles(columns, asked)
  const weekdays = wantedTimes(asked.filters.weekday, 7)
  const rows = new Uint32Array(length)
  let count = 0
  for (let row = 0; row < length; row++) {
    const on = day[row] as number // row < length, as in the lines below
    if (on < first || on > last || acts[row] === 0) continue
    if (profiles[profile[row] as number] === 0 || weekdays[weekdayOf(on)] === 0) continue
    rows[count++] = row
  }
  return rows.subarray(0, count)
}

/** Lines lie act by act behind the order's first one. */
function firstLinesOf(columns: OrderColumns, rows: Uint32Array): Uint32Array {
  const { owner, lines } = columns.acts.columns.data
  const { firstLine, firstAct } = columns.orders.data
  const starts = new Uint32Array(rows.length)
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number // i < length, as in the lines below
    const order = owner[row] as number
    let start = firstLine[order] as number
    for (let act = firstAct[order] as number; act < row; act++) start += lines[act] as number
    starts[i] = start
  }
  return starts
}

/** By number of profile: whether its acts are in that currency and pass the filters on staff, till, channel and country. */
const wantedProfiles = (columns: OrderColumns, asked: Asked): Uint8Array =>
  maskOf(columns.profiles, profileTests(columns, asked))

/** The same of payments, which also have a method of their own. */
export const wantedPaymentProfiles = (columns: OrderColumns, asked: Asked): Uint8Array =>
  maskOf(columns.paymentProfiles, [
    ...profileTests(columns, asked),
    [PROFILE_AT.method, methodNumbers(asked.filters.method)],
  ])

type PlaceTest = readonly [place: number, wanted: ReadonlySet<number> | null]

const profileTests = (columns: OrderColumns, { currency, filters }: Asked): PlaceTest[] => [
  [PROFILE_AT.currency, numbersOf(columns.currencies, [currency])],
  [PROFILE_AT.staff, numbersOf(columns.staff, filters.staff)],
  [PROFILE_AT.device, numbersOf(columns.devices, filters.device)],
  [PROFILE_AT.channel, numbersOf(columns.channels, filters.channel)],
  [PROFILE_AT.country, numbersOf(columns.countries, filters.country)],
]

/** By number of cell; null when every line is wanted. */
function wantedCells(columns: OrderColumns, filters: ReportFilters): Uint8Array | null {
  const tests = [
    [CELL_AT.item, numbersOf(columns.items.variants, filters.variant)],
    [CELL_AT.category, numbersOf(columns.categories, filters.category)],
    [CELL_AT.taxRate, filters.taxRate?.length ? new Set(filters.taxRate.map(Number)) : null],
  ] as const
  if (tests.every(([, set]) => set === null)) return null
  return maskOf(columns.cells, tests)
}

/** By number of tuple: whether it passes every test of one of its places. */
function maskOf(tuples: TupleDictionary, tests: readonly PlaceTest[]): Uint8Array {
  const { flat, size, width } = tuples
  const mask = new Uint8Array(size)
  for (let number = 0; number < size; number++)
    mask[number] = tests.every(([at, set]) => set === null || set.has(flat[number * width + at] ?? -1))
      ? 1
      : 0
  return mask
}

/** By number of order; null when every order is wanted. */
function orderTest(columns: OrderColumns, filters: ReportFilters): ((order: number) => boolean) | null {
  const customers = customersOf(columns, filters)
  const methods = methodBits(filters.method)
  const exactly = filters.paidBy ? new Set(filters.paidBy) : null
  if (!customers && methods === null && !exactly) return null
  const { customer, methods: paidBy } = columns.orders.data
  return (order) =>
    (!customers || customers.has(customer[order] ?? -1)) &&
    (methods === null || ((paidBy[order] ?? 0) & methods) !== 0) &&
    (!exactly || exactly.has(PAID_BY[paidByNumber(paidBy[order] ?? 0)] ?? ''))
}

/** How an order was paid, each in one way only: not at all, by one method alone, or by several. */
export const PAID_BY = ['', ...PAYMENT_METHODS, 'several'] as const

/** From the bits of its methods to the place in `PAID_BY`. */
export function paidByNumber(bits: number): number {
  if (bits === 0) return 0
  return (bits & (bits - 1)) === 0 ? 32 - Math.clz32(bits) : PAID_BY.length - 1
}

/** Numbers of the customers that are wanted; null for all. */
export const customersOf = (columns: OrderColumns, filters: ReportFilters): ReadonlySet<number> | null =>
  numbersOf(columns.customers, filters.customer)

function methodNumbers(values: readonly string[] | undefined): ReadonlySet<number> | null {
  if (!values || values.length === 0) return null
  return new Set(PAYMENT_METHODS.flatMap((method, i) => (values.includes(method) ? [i] : [])))
}

function methodBits(values: readonly string[] | undefined): number | null {
  const numbers = methodNumbers(values)
  return numbers && [...numbers].reduce((bits, i) => bits | (1 << i), 0)
}

/** By hour of the day, and by weekday from Monday: 1 where it is wanted. */
export function wantedTimes(values: readonly string[] | undefined, count: number): Uint8Array {
  const wanted = new Uint8Array(count)
  if (!values || values.length === 0) return wanted.fill(1)
  for (const value of values) if (Number(value) < count) wanted[Number(value)] = 1
  return wanted
}

/** Monday is 0; day 4 after 1 January 1970, a Thursday, was one. */
export const weekdayOf = (dayNumber: number): number => (((dayNumber - 4) % 7) + 7) % 7

/** Null: not filtered. What was never heard of is filtered to nothing. */
function numbersOf(
  dictionary: { find(value: string): number | undefined },
  values: readonly string[] | undefined,
): ReadonlySet<number> | null {
  if (!values || values.length === 0) return null
  return new Set(values.flatMap((value) => dictionary.find(value) ?? []))
}
