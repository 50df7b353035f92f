import { err, ok, type Result } from '@shared/kernel/result.ts'
import Papa from 'papaparse'

export const DELIMITERS = [',', ';', '\t', '|'] as const
export type Delimiter = (typeof DELIMITERS)[number]

export const MAX_COLUMNS = 500
export const MAX_ROW_CHARACTERS = 1_000_000
export const MAX_ROWS = 3_000_000

/** A row of the file. `number` is what a spreadsheet shows beside it: the header is row 1. */
export interface CsvRow {
  readonly number: number
  readonly cells: readonly string[]
}

export type RowProblem =
  | { readonly code: 'UnclosedQuote' }
  | { readonly code: 'WrongColumnCount'; readonly found: number; readonly expected: number }
  | { readonly code: 'RowTooLong'; readonly characters: number }
  | { readonly code: 'DamagedText' }

export interface RejectedRow<Problem = RowProblem> {
  readonly number: number
  readonly cells: readonly string[]
  readonly problem: Problem
}

export interface CsvHeader {
  readonly delimiter: Delimiter
  readonly names: readonly string[]
}

export type CsvError =
  | { type: 'NoHeader' }
  | { type: 'NoRows' }
  | { type: 'TooManyColumns'; found: number }
  | { type: 'TooManyRows' }

/** Finds the delimiter from the first lines: the one that splits them most often and alike. */
export function detectDelimiter(text: string): Delimiter {
  const sample = text.slice(0, 20_000)
  let best: { delimiter: Delimiter; score: number } = { delimiter: ',', score: -1 }
  for (const delimiter of DELIMITERS) {
    const rows = Papa.parse<string[]>(sample, { delimiter, preview: 20, skipEmptyLines: true }).data.slice(
      0,
      19,
    )
    const columns = rows[0]?.length ?? 0
    const alike = rows.filter((row) => row.length === columns).length / Math.max(rows.length, 1)
    const score = columns < 2 ? 0 : columns * alike
    if (score > best.score) best = { delimiter, score }
  }
  return best.delimiter
}

/**
 * Reads a CSV text row by row: good rows go to `onRow`, bad ones to `onReject`, and a quote that is never closed costs
 * its own line only, not the rest of the file. Empty lines count in the numbers and are otherwise passed over.
 */
export function readCsv(
  text: string,
  handlers: {
    onHeader?: (header: CsvHeader) => void
    onRow(row: CsvRow): void
    onReject(row: RejectedRow): void
  },
  chosen?: Delimiter,
): Result<CsvHeader & { rows: number }, CsvError> {
  const delimiter = chosen ?? detectDelimiter(text)
  const reader = createReader(delimiter, handlers)
  let rest = text
  while (rest !== '') {
    const unclosedAt = parseRun(rest, delimiter, reader.take)
    if (unclosedAt === null) break
    const lineEnd = rest.indexOf('\n', unclosedAt)
    reader.rejectLine(rest.slice(unclosedAt, lineEnd === -1 ? undefined : lineEnd))
    rest = lineEnd === -1 ? '' : rest.slice(lineEnd + 1)
  }
  return reader.result()
}

function createReader(
  delimiter: Delimiter,
  handlers: {
    onHeader?: (header: CsvHeader) => void
    onRow(row: CsvRow): void
    onReject(row: RejectedRow): void
  },
) {
  let header: CsvHeader | null = null
  let number = 0
  let rows = 0
  return {
    take(cells: string[]) {
      number++
      if (cells.length === 1 && (cells[0] ?? '').trim() === '') return
      if (header === null) {
        header = { delimiter, names: cells.map((name) => name.trim()) }
        handlers.onHeader?.(header)
        return
      }
      rows++
      const problem = problemOf(cells, header.names.length)
      if (problem) handlers.onReject({ number, cells, problem })
      else handlers.onRow({ number, cells })
    },
    rejectLine(line: string) {
      number++
      rows++
      handlers.onReject({
        number,
        cells: line.replace(/\r$/, '').split(delimiter),
        problem: { code: 'UnclosedQuote' },
      })
    },
    result(): Result<CsvHeader & { rows: number }, CsvError> {
      if (header === null) return err({ type: 'NoHeader' })
      if (header.names.length > MAX_COLUMNS)
        return err({ type: 'TooManyColumns', found: header.names.length })
      if (rows === 0) return err({ type: 'NoRows' })
      if (rows > MAX_ROWS) return err({ type: 'TooManyRows' })
      return ok({ ...header, rows })
    },
  }
}

/** Parses until the end or until a quote that never closes; returns where the record with that quote starts. */
function parseRun(text: string, delimiter: Delimiter, take: (cells: string[]) => void): number | null {
  let start = 0
  let unclosedAt: number | null = null
  Papa.parse<string[]>(text, {
    delimiter,
    step(results) {
      if (results.errors.some((error) => error.code === 'MissingQuotes')) unclosedAt = start
      else take(results.data)
      start = results.meta.cursor
    },
  })
  return unclosedAt
}

function problemOf(cells: readonly string[], expected: number): RowProblem | null {
  const characters = cells.reduce((sum, cell) => sum + cell.length, 0)
  if (characters > MAX_ROW_CHARACTERS) return { code: 'RowTooLong', characters }
  const extra = cells.slice(expected).some((cell) => cell.trim() !== '')
  const missing = cells.length < expected && cells.length <= expected / 2
  if (extra || missing) return { code: 'WrongColumnCount', found: cells.length, expected }
  if (cells.some((cell) => cell.includes('\uFFFD') || cell.includes('\u0000'))) return { code: 'DamagedText' }
  return null
}

/** What a spreadsheet may take for the start of a formula, wide signs of East Asian keyboards too. */
const FORMULA = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/

/** A cell that a spreadsheet would run as a formula is led by an apostrophe; plain numbers stay numbers. */
export function safeCell(value: string): string {
  return FORMULA.test(value) && !/^-?\d+([.,]\d+)?$/.test(value) ? `'${value}` : value
}

/** Takes the guard of `safeCell` off again, so that an exported file can be imported unchanged. */
export const plainCell = (cell: string): string =>
  cell.startsWith("'") && FORMULA.test(cell.slice(1)) ? cell.slice(1) : cell

/** RFC 4180 text with a byte order mark, so that French spreadsheets read the accents. Cells are made safe. */
export function writeCsv(
  names: readonly string[],
  rows: readonly (readonly string[])[],
  delimiter: Delimiter = ';',
): string {
  const safeRows = rows.map((row) => row.map(safeCell))
  return `\uFEFF${Papa.unparse({ fields: [...names], data: safeRows }, { delimiter, newline: '\r\n' })}\r\n`
}
