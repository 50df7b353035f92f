import type { Cell, ReportAnswer, ReportColumn, ReportRow } from '@shared/analytics/report/report-table.ts'
import { writeCsv } from '@shared/import/csv.ts'
import { type BusinessDay, dayToIso } from '@shared/kernel/business-day.ts'
import { decimalsOf } from '@shared/kernel/money.ts'
import { plainAmount } from '../dashboard/public.ts'
import { type CellWriter, dayAsDate } from './cell-writer.ts'

/** A report as it goes into files: every column once, and figures of the range compared with behind their own. */
export interface FileSheet {
  readonly names: readonly string[]
  readonly columns: readonly ReportColumn[]
  readonly rows: readonly (readonly Cell[])[]
  readonly total: readonly Cell[] | null
}

export function fileSheet(
  answer: ReportAnswer,
  rows: readonly ReportRow[],
  writer: CellWriter,
  before: string,
): FileSheet {
  const isCompared = rows.some((row) => row.before !== null) || (answer.total?.before ?? null) !== null
  const places = answer.columns.flatMap((column, at) =>
    column.isMeasure && isCompared
      ? [
          { column, at, isBefore: false },
          { column, at, isBefore: true },
        ]
      : [{ column, at, isBefore: false }],
  )
  const cellsOf = ({ cells, before: then }: Pick<ReportRow, 'cells' | 'before'>): Cell[] =>
    places.map(({ at, isBefore }) => (isBefore ? then : cells)?.[at] ?? null)
  return {
    names: places.map(({ column, isBefore }) => {
      const name = writer.heading(column)
      return isBefore ? `${name}, ${before}` : name
    }),
    columns: places.map(({ column }) => column),
    rows: rows.map(cellsOf),
    total: answer.total && cellsOf(answer.total),
  }
}

/** Figures as bare numbers, so that a spreadsheet can add them up; `writeCsv` makes every text safe. */
export function reportCsv(sheet: FileSheet, writer: CellWriter, totalName: string): string {
  const names = sheet.names.map((name, i) => {
    const unit = unitOf(sheet.columns[i], writer)
    return unit === '' ? name : `${name} (${unit})`
  })
  const write = (cells: readonly Cell[]) => cells.map((cell, i) => plainCell(sheet.columns[i], cell, writer))
  const total = sheet.total ? [[totalName, ...write(sheet.total).slice(1)]] : []
  return writeCsv(names, [...sheet.rows.map(write), ...total])
}

function unitOf(column: ReportColumn | undefined, { currency }: CellWriter): string {
  if (column?.kind === 'money') return currency
  return column?.kind === 'percent' ? '%' : ''
}

function plainCell(column: ReportColumn | undefined, value: Cell, writer: CellWriter): string {
  if (!column || value === null) return ''
  if (typeof value === 'string') return writer.write(column, value)
  switch (column.kind) {
    case 'money':
      return plainAmount(Math.round(value), writer.currency, writer.locale)
    case 'percent':
      return plainDecimal(value * 100, writer)
    case 'decimal':
    case 'days':
      return plainDecimal(value, writer)
    case 'count':
    case 'quantity':
      return String(value)
    case 'day':
    case 'week':
      return dayToIso(value as BusinessDay) // what these columns hold
    case 'month':
      return dayToIso(value as BusinessDay).slice(0, 7) // what month columns hold
    default:
      return writer.write(column, value)
  }
}

const plainDecimal = (value: number, { locale }: CellWriter): string => {
  const text = String(Math.round(value * 100) / 100)
  return locale === 'fr' ? text.replace('.', ',') : text
}

const NUMBER_FORMATS: Readonly<Partial<Record<ReportColumn['kind'], string>>> = {
  percent: '0.0%',
  decimal: '#,##0.00',
  days: '#,##0',
  count: '#,##0',
  quantity: '#,##0',
}

/** The report as a workbook: numbers are numbers, days are dates, and no text can become a formula, because each says that it is text. */
export async function reportWorkbook(
  sheet: FileSheet,
  writer: CellWriter,
  names: { readonly sheet: string; readonly total: string },
): Promise<Uint8Array<ArrayBuffer>> {
  const { default: writeXlsxFile } = await import('write-excel-file/universal')
  const cell = (i: number, value: Cell, isStrong: boolean) =>
    bookCell(sheet.columns[i], value, writer, isStrong)
  const row = (cells: readonly Cell[]) => cells.map((value, i) => cell(i, value, false))
  const header = sheet.names.map((value) => ({
    value,
    type: String,
    fontWeight: 'bold' as const,
    wrap: true,
  }))
  const total = sheet.total?.map((value, i) =>
    i === 0 ? { value: names.total, type: String, fontWeight: 'bold' as const } : cell(i, value, true),
  )
  const book = writeXlsxFile([header, ...sheet.rows.map(row), ...(total ? [total] : [])], {
    sheet: names.sheet.replaceAll(/[[\]:*?/\\]/g, ' ').slice(0, 31),
    stickyRowsCount: 1,
    columns: sheet.columns.map(({ isMeasure }) => ({ width: isMeasure ? 16 : 28 })),
  })
  return new Uint8Array(await (await book.toBlob()).arrayBuffer())
}

function bookCell(column: ReportColumn | undefined, value: Cell, writer: CellWriter, isStrong: boolean) {
  if (!column || value === null) return null
  const strong = isStrong ? { fontWeight: 'bold' as const } : {}
  if (typeof value === 'string' || column.kind === 'weekday' || column.kind === 'hour')
    return { value: writer.write(column, value), type: String, ...strong }
  if (column.kind === 'money') {
    const decimals = decimalsOf(writer.currency)
    const format = decimals === 0 ? '#,##0' : `#,##0.${'0'.repeat(decimals)}`
    return { value: value / 10 ** decimals, type: Number, format, ...strong }
  }
  if (column.kind === 'day' || column.kind === 'week' || column.kind === 'month')
    return {
      value: dayAsDate(value),
      type: Date,
      format: column.kind === 'month' ? 'yyyy-mm' : 'yyyy-mm-dd',
      ...strong,
    }
  if (column.kind === 'taxRate') return { value: value / 10_000, type: Number, format: '0.0%', ...strong }
  if (column.kind === 'time') return { value: writer.write(column, value), type: String, ...strong }
  return { value, type: Number, format: NUMBER_FORMATS[column.kind] ?? '0', ...strong }
}
