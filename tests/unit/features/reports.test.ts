import type { CellWriter } from '@renderer/features/reports/cell-writer.ts'
import { fileSheet, reportCsv, reportWorkbook } from '@renderer/features/reports/report-file.ts'
import { inShownOrder, withoutHidden } from '@renderer/features/reports/report-rows.ts'
import { measureColumn, nameColumn, type ReportAnswer } from '@shared/analytics/report/report-table.ts'
import { describe, expect, test } from 'vitest'
import { readZip } from '../../support/read-zip.ts'

const NAMES: Readonly<Record<string, string>> = { c1: 'Épicerie', c2: 'Boissons', c3: 'Zébu' }

const writerIn = (locale: 'fr' | 'en', currency: 'XOF' | 'GBP'): CellWriter => ({
  locale,
  currency,
  words: (key) => key,
  heading: ({ id }) => `column.${id}`,
  write: (_column, value) => NAMES[String(value)] ?? String(value),
  writeShort: (_column, value) => String(value),
})

const ANSWER: ReportAnswer = {
  columns: [
    nameColumn('category', 'category'),
    nameColumn('day', 'day'),
    measureColumn('revenue', 'money'),
    measureColumn('margin', 'money', { needs: 'reports.view-margin' }),
    measureColumn('share', 'percent'),
  ],
  rows: [
    {
      key: 'c3',
      cells: ['c3', 20_260_305, 250_050, 90, 0.5],
      before: [null, null, 200_000, 80, 0.4],
      opens: null,
    },
    {
      key: 'c1',
      cells: ['c1', 20_260_306, -120, null, 0.125],
      before: [null, null, 0, 0, null],
      opens: null,
    },
    { key: '=1+1', cells: ['=1+1', null, 7, 1, null], before: null, opens: null },
  ],
  total: { cells: [null, null, 249_937, 91, 1], before: null, opens: null },
  chart: null,
  notes: [
    { code: 'cost-unknown', tone: 'info', needs: 'reports.view-margin', params: {} },
    { code: 'cancelled', tone: 'info', params: {} },
  ],
  rowCount: 3,
  known: null,
}

describe('who may not see margins', () => {
  test('gets neither the columns nor their cells, before and in the total, nor the notes on them', () => {
    const seen = withoutHidden(ANSWER, false)
    expect(seen.columns.map(({ id }) => id)).toEqual(['category', 'day', 'revenue', 'share'])
    expect(seen.rows[0]?.cells).toEqual(['c3', 20_260_305, 250_050, 0.5])
    expect(seen.rows[0]?.before).toEqual([null, null, 200_000, 0.4])
    expect(seen.total?.cells).toEqual([null, null, 249_937, 1])
    expect(seen.notes.map(({ code }) => code)).toEqual(['cancelled'])
    expect(withoutHidden(ANSWER, true)).toBe(ANSWER)
  })

  test('does not find them in a file either', () => {
    const seen = withoutHidden(ANSWER, false)
    const sheet = fileSheet(seen, seen.rows, writerIn('fr', 'XOF'), 'avant')
    expect(sheet.names.join()).not.toContain('margin')
    expect(sheet.rows.every((row) => row.length === sheet.names.length)).toBe(true)
  })
})

describe('names', () => {
  test('sort as they are read, not as their ids', () => {
    const keys = (direction: 'asc' | 'desc') =>
      inShownOrder(ANSWER, { column: 'category', direction }, writerIn('fr', 'XOF')).map(({ key }) => key)
    expect(keys('asc')).toEqual(['=1+1', 'c1', 'c3'])
    expect(keys('desc')).toEqual(['c3', 'c1', '=1+1'])
  })
})

describe('a report as a file', () => {
  test('has bare numbers in CSV, in the way of the language, and the figures before beside their own', () => {
    const writer = writerIn('fr', 'GBP')
    const csv = reportCsv(fileSheet(ANSWER, ANSWER.rows, writer, 'avant'), writer, 'Total')
    const lines = csv.replace('\uFEFF', '').trim().split('\r\n')
    expect(lines[0]).toBe(
      'column.category;column.day;column.revenue (GBP);column.revenue, avant (GBP);column.margin (GBP);column.margin, avant (GBP);column.share (%);column.share, avant (%)',
    )
    expect(lines[1]).toBe('Zébu;2026-03-05;2500,50;2000,00;0,90;0,80;50;40')
    expect(lines[2]).toBe('Épicerie;2026-03-06;-1,20;0,00;;0,00;12,5;')
    expect(lines[3]).toMatch(/^'=1\+1;/)
    expect(lines[4]).toMatch(/^Total;;2499,37;;/)
  })

  test('is a workbook of numbers, days and texts that cannot run', async () => {
    const writer = writerIn('en', 'GBP')
    const sheet = fileSheet(ANSWER, ANSWER.rows, writer, 'before')
    const book = readZip(
      Buffer.from(await reportWorkbook(sheet, writer, { sheet: 'Sales: a/b', total: 'Total' })),
    )
    const cells = [...book].find(([name]) => /^xl\/worksheets\/sheet/.test(name))?.[1] ?? ''
    for (const value of [2_500.5, -1.2, 0.125, 2_499.37]) expect(cells).toContain(`<v>${value}</v>`)
    expect(cells).not.toContain('<f>')
    expect(book.get('xl/sharedStrings.xml')).toContain('=1+1')
    expect(book.get('xl/workbook.xml')).toContain('Sales  a b')
  })
})
