import { foldText } from '@shared/domain/catalogue/fold-text.ts'
import type { StatementLine } from '@shared/domain/payments/match-statement.ts'
import type { MobileMethod } from '@shared/domain/payments/mobile-money.ts'
import { type CurrencyCode, decimalsOf, type Minor, minor } from '@shared/kernel/money.ts'
import { err, ok, type Result } from '@shared/kernel/result.ts'
import {
  type CsvError,
  type CsvRow,
  DELIMITERS,
  type Delimiter,
  plainCell,
  type RowProblem,
  readCsv,
} from './csv.ts'
import { type DecodeError, decodeText } from './decode-text.ts'
import {
  type DateOrder,
  type DecimalMark,
  detectDateOrder,
  detectDecimalMark,
  readAmount,
  readLine,
  readLocalTime,
  type ValueProblem,
} from './read-values.ts'

/*
 * The statement of a mobile money operator, as its merchant site lets it be saved. Columns are known by their names in French and
 * English, whatever their order; lines above the header, money that went out and what never went through are passed over.
 */

/** `NoColumns`: no line of the file names a reference and an amount. */
export type StatementError = DecodeError | CsvError | { readonly type: 'NoColumns' }
export type StatementProblem = RowProblem | ValueProblem | { readonly code: 'NoReference' }

export interface Statement {
  /** Whose it seems to be; null when neither the name nor the text says. */
  readonly method: MobileMethod | null
  /** Money that came in. */
  readonly lines: readonly StatementLine[]
  /** Money that went out, fees, and what never went through. */
  readonly passedOver: number
  readonly rejected: readonly { readonly row: number; readonly problem: StatementProblem }[]
}

export interface StatementContext {
  readonly fileName: string
  readonly currency: CurrencyCode
  readonly utcOffsetMinutes: number
}

const COLUMNS = ['reference', 'amount', 'credit', 'debit', 'date', 'time', 'status'] as const
type Column = (typeof COLUMNS)[number]
type Mapping = Partial<Record<Column, number>>

/** Folded, without what stands in brackets; the earlier name wins. */
const NAMES: Readonly<Record<Column, readonly string[]>> = {
  reference: [
    'transaction id',
    'id transaction',
    'id de transaction',
    'id de la transaction',
    'identifiant transaction',
    'identifiant de transaction',
    'identifiant de la transaction',
    'reference transaction',
    'reference de transaction',
    'transaction reference',
    'numero de transaction',
    'n° transaction',
    'n° de transaction',
    'transaction',
    'reference',
    'ref',
    'txn id',
    'id',
  ],
  amount: [
    'montant',
    'amount',
    'montant transaction',
    'montant de la transaction',
    'transaction amount',
    'valeur',
    'value',
  ],
  credit: [
    'credit',
    'montant credit',
    'credit amount',
    'entree',
    'encaissement',
    'recu',
    'received',
    'paid in',
    'money in',
  ],
  debit: [
    'debit',
    'montant debit',
    'debit amount',
    'sortie',
    'decaissement',
    'withdrawn',
    'paid out',
    'money out',
  ],
  date: [
    'date et heure',
    'date/heure',
    'date heure',
    'date time',
    'datetime',
    'timestamp',
    'horodatage',
    'date de transaction',
    'date transaction',
    'date de la transaction',
    'transaction date',
    'completed at',
    'created at',
    'date',
  ],
  time: ['heure', 'time', 'heure de transaction'],
  status: ['statut', 'status', 'etat', 'transaction status', 'state'],
}

/** What an operator calls a transaction whose money never arrived. */
const NOT_DONE =
  /^(fail|echou|echec|annul|cancel|reject|rejet|refus|expir|pending|en attente|en cours|initi|revers|declin)/

export function readStatement(
  bytes: Uint8Array,
  context: StatementContext,
): Result<Statement, StatementError> {
  const decoded = decodeText(bytes)
  if (!decoded.ok) return decoded
  const { text } = decoded.value
  const header = findHeader(text)
  if (header === null) return err({ type: 'NoColumns' })
  const rows: CsvRow[] = []
  const rejected: { row: number; problem: StatementProblem }[] = []
  const read = readCsv(
    text.slice(header.at),
    {
      onRow: ({ number, cells }) => rows.push({ number: number + header.linesBefore, cells }),
      onReject: ({ number, problem }) => rejected.push({ row: number + header.linesBefore, problem }),
    },
    header.delimiter,
  )
  if (!read.ok) return read
  const found = readRows(rows, header.mapping, context)
  return ok({
    method: methodOf(`${context.fileName} ${text.slice(0, 2_000)}`),
    lines: found.lines,
    passedOver: found.passedOver,
    rejected: [...rejected, ...found.rejected].sort((a, b) => a.row - b.row),
  })
}

function methodOf(text: string): MobileMethod | null {
  const folded = foldText(text)
  const isOrange = /orange|\bom\b|maxit/.test(folded)
  const isWave = /\bwave\b/.test(folded)
  return isOrange === isWave ? null : isOrange ? 'orange-money' : 'wave'
}

interface Header {
  /** Where in the text it begins, and how many lines are above it. */
  readonly at: number
  readonly linesBefore: number
  readonly delimiter: Delimiter
  readonly mapping: Mapping
}

const MOST_LINES_ABOVE = 40

function findHeader(text: string): Header | null {
  let at = 0
  for (let linesBefore = 0; linesBefore < MOST_LINES_ABOVE && at < text.length; linesBefore++) {
    const end = text.indexOf('\n', at)
    const line = text.slice(at, end === -1 ? undefined : end)
    for (const delimiter of DELIMITERS) {
      const mapping = mapColumns(line.split(delimiter))
      const hasAmount = mapping.amount !== undefined || mapping.credit !== undefined
      if (mapping.reference !== undefined && hasAmount) return { at, linesBefore, delimiter, mapping }
    }
    if (end === -1) return null
    at = end + 1
  }
  return null
}

function mapColumns(cells: readonly string[]): Mapping {
  const names = cells.map((cell) =>
    foldText(cell.replace(/["\r]/g, '').replace(/\(.*?\)|\b(fcfa|f cfa|xof|xaf)\b/gi, ' '))
      .replace(/\s+/g, ' ')
      .trim(),
  )
  const mapping: Mapping = {}
  for (const column of COLUMNS) {
    const at = NAMES[column].map((name) => names.indexOf(name)).find((index) => index !== -1)
    if (at !== undefined) mapping[column] = at
  }
  return mapping
}

interface Reading {
  readonly mark: DecimalMark
  readonly order: DateOrder
  readonly mapping: Mapping
  readonly context: StatementContext
}

function readRows(rows: readonly CsvRow[], mapping: Mapping, context: StatementContext) {
  const column = (name: Column): string[] => rows.map((row) => cellOf(row, mapping, name))
  const money = [...column('amount'), ...column('credit')].map((cell) =>
    withoutGroups(cell, context.currency),
  )
  const reading: Reading = {
    mark: detectDecimalMark(money),
    order: dateOrderOf(column('date')),
    mapping,
    context,
  }
  const lines: StatementLine[] = []
  const rejected: { row: number; problem: StatementProblem }[] = []
  let passedOver = 0
  for (const row of rows) {
    const read = readRow(row, reading)
    if (!read.ok) rejected.push({ row: row.number, problem: read.error })
    else if (read.value === null) passedOver++
    else lines.push(read.value)
  }
  return { lines, rejected, passedOver }
}

function cellOf({ cells }: CsvRow, mapping: Mapping, column: Column): string {
  const at = mapping[column]
  return at === undefined ? '' : plainCell(cells[at] ?? '').trim()
}

/** Null: no money came in by this row. */
function readRow(row: CsvRow, reading: Reading): Result<StatementLine | null, StatementProblem> {
  const { mapping, order, context } = reading
  if (NOT_DONE.test(foldText(cellOf(row, mapping, 'status')))) return ok(null)
  const amount = incomingOf(row, reading)
  if (!amount.ok) return amount
  if (amount.value <= 0) return ok(null)
  const reference = readLine(cellOf(row, mapping, 'reference'), 120)
  if (reference === '') return err({ code: 'NoReference' })
  const date = [cellOf(row, mapping, 'date'), cellOf(row, mapping, 'time')].filter(Boolean).join(' ')
  const time = date === '' ? null : readLocalTime(date.replace(/,/g, ' '), order, context.utcOffsetMinutes)
  if (time && !time.ok) return time
  return ok({ row: row.number, reference, amount: amount.value, at: time ? time.value.at : null })
}

/** A column of its own for what came in, or one amount with a sign. */
function incomingOf(row: CsvRow, { mapping, mark, context }: Reading): Result<Minor, ValueProblem> {
  const read = (column: Column): Result<Minor, ValueProblem> => {
    const cell = withoutGroups(cellOf(row, mapping, column).replace('−', '-'), context.currency)
    return cell === '' ? ok(minor(0)) : readAmount(cell, context.currency, mark)
  }
  if (mapping.credit !== undefined) return read('credit')
  const amount = read('amount')
  // A positive amount beside what went out is money that went out.
  if (!amount.ok || mapping.debit === undefined) return amount
  const debit = read('debit')
  return debit.ok && debit.value !== 0 ? ok(minor(0)) : amount
}

/** In a currency without decimals `12.500` and `12,500` are twelve thousand five hundred, never twelve and a half. */
function withoutGroups(cell: string, currency: CurrencyCode): string {
  if (decimalsOf(currency) > 0) return cell
  return cell.replace(/\d{1,3}(?:[.,]\d{3})+(?![\d.,])/g, (group) => group.replace(/[.,]/g, ''))
}

/** Operators here write the day first; only a second part over 12 says otherwise. */
function dateOrderOf(cells: readonly string[]): DateOrder {
  const order = detectDateOrder(cells)
  if (order !== 'month-first') return order
  const isProved = cells.some((cell) => Number(/^\s*\d{1,2}[/.-](\d{1,2})[/.-]/.exec(cell)?.[1] ?? 0) > 12)
  return isProved ? 'month-first' : 'day-first'
}
