import { basketSizes } from '@shared/analytics/insight/basket-sizes.ts'
import { boughtTogether } from '@shared/analytics/insight/bought-together.ts'
import { cohortsOf } from '@shared/analytics/insight/cohorts.ts'
import { bestCustomers, customerSums } from '@shared/analytics/insight/customer-sums.ts'
import { newAndReturning } from '@shared/analytics/insight/new-and-returning.ts'
import { createOrderColumns, emptyOrderParts } from '@shared/analytics/order-columns.ts'
import type { Asked } from '@shared/analytics/report/select-acts.ts'
import { salesReport } from '@shared/analytics/sales-report.ts'
import { readSalesHistory } from '@shared/import/sales-history.ts'
import type { BusinessDay } from '@shared/kernel/business-day.ts'
import { describe, expect, test } from 'vitest'
import { author, id } from './build-sales.ts'

interface Row {
  readonly invoice: string
  readonly sku: string
  readonly quantity: number
  readonly month: string
  readonly pence: number
  readonly country: string
  /** Empty: not known, as of a quarter of the real file's lines. */
  readonly customer: string
}

const COUNTRIES = ['United Kingdom', 'France', 'Netherlands']

/** A small file in the shape of the real one: sales over months, cancellations, free goods, corrections below zero. */
function generateRows(): Row[] {
  const rows: Row[] = []
  for (let invoice = 0; invoice < 240; invoice++) {
    const month = `2011-${String(1 + (invoice % 9)).padStart(2, '0')}`
    const isCancellation = invoice % 7 === 3
    const isCorrection = invoice % 31 === 5
    for (let line = 0; line < 1 + (invoice % 5); line++) {
      const quantity = 1 + ((invoice * 13 + line * 7) % 24)
      rows.push({
        invoice: `${isCancellation ? 'C' : ''}${536_000 + invoice}`,
        sku: (invoice + line) % 6 === 0 ? `8512${line}a` : `8512${line}A`,
        quantity: isCancellation || isCorrection ? -quantity : quantity,
        month,
        pence: isCorrection ? 0 : (invoice * 17 + line * 101) % 1_500,
        country: COUNTRIES[invoice % COUNTRIES.length] ?? '',
        customer: invoice % 4 === 1 ? '' : `${17_850 + ((invoice * 5) % 23)}.0`,
      })
    }
  }
  return rows
}

const csvOf = (rows: readonly Row[]): string =>
  [
    'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country',
    ...rows.map((row) => {
      const price = `${Math.floor(row.pence / 100)}.${String(row.pence % 100).padStart(2, '0')}`
      return `${row.invoice},${row.sku},THING,${row.quantity},${row.month}-15 10:00:00,${price},${row.customer},${row.country}`
    }),
  ].join('\n')

/** The control: straight from the rows of the file, with nothing of the product in between. */
function controlBy(rows: readonly Row[], keyOf: (row: Row) => string) {
  const totals = new Map<
    string,
    { lines: number; quantity: number; sales: number; cancelled: number; invoices: Set<string> }
  >()
  for (const row of rows) {
    const total = totals.get(keyOf(row)) ?? {
      lines: 0,
      quantity: 0,
      sales: 0,
      cancelled: 0,
      invoices: new Set(),
    }
    total.lines++
    total.quantity += row.quantity
    total.invoices.add(row.invoice)
    if (row.invoice.startsWith('C')) total.cancelled += row.quantity * row.pence
    else total.sales += row.quantity * row.pence
    totals.set(keyOf(row), total)
  }
  return totals
}

function setupReport() {
  const rows = generateRows()
  const history = readSalesHistory({
    text: csvOf(rows),
    currency: 'GBP',
    utcOffsetMinutes: 0,
    locationId: id('location'),
    author: author(),
  })
  if (!history.ok) throw new Error(history.error.type)
  expect(history.value.rejected).toEqual([])
  const columns = createOrderColumns(emptyOrderParts(0))
  for (const order of history.value.orders) columns.apply(order)
  const year = { from: 20_110_101 as BusinessDay, to: 20_111_231 as BusinessDay } // known calendar days
  return { rows, columns, report: salesReport(columns, { currency: 'GBP', range: year, period: 'month' }) }
}

const ASKED: Asked = {
  currency: 'GBP',
  range: { from: 20_110_101 as BusinessDay, to: 20_111_231 as BusinessDay }, // known calendar days
  filters: {},
}
const distinct = <T>(items: readonly T[]): T[] => [...new Set(items)]

describe('figures of imported history equal those of the file', () => {
  test('month by month: lines, invoices, quantity, sales, cancellations and net', () => {
    const { rows, report } = setupReport()
    const control = controlBy(rows, ({ month }) => month)
    expect(report.byPeriod).toHaveLength(control.size)
    for (const figures of report.byPeriod) {
      const expected = control.get(`2011-${String(Math.floor(figures.start / 100) % 100).padStart(2, '0')}`)
      expect({
        lines: figures.lines,
        invoices: figures.documents,
        quantity: figures.units,
        sales: figures.sales,
        cancellations: 0 - figures.returned,
        net: figures.revenue,
      }).toEqual({
        lines: expected?.lines,
        invoices: expected?.invoices.size,
        quantity: expected?.quantity,
        sales: expected?.sales,
        cancellations: expected?.cancelled,
        net: (expected?.sales ?? 0) + (expected?.cancelled ?? 0),
      })
    }
  })

  test('by SKU, whose case counts, and by country', () => {
    const { rows, report } = setupReport()
    const bySku = controlBy(rows, ({ sku }) => sku)
    expect(report.itemCount).toBe(bySku.size)
    for (const item of report.byItem) {
      const expected = bySku.get(item.sku)
      expect([item.units, item.revenue]).toEqual([
        expected?.quantity,
        (expected?.sales ?? 0) + (expected?.cancelled ?? 0),
      ])
    }
    const byCountry = controlBy(rows, ({ country }) => country)
    expect(report.byCountry.map(({ key }) => key).sort()).toEqual([...byCountry.keys()].sort())
    for (const country of report.byCountry) {
      const expected = byCountry.get(country.key)
      expect(country.revenue).toBe((expected?.sales ?? 0) + (expected?.cancelled ?? 0))
    }
  })

  test('who bought: by month, new, returning, best, and without a name', () => {
    const { rows, columns } = setupReport()
    const sales = rows.filter(({ invoice }) => !invoice.startsWith('C'))
    const named = sales.filter(({ customer }) => customer !== '')
    const firstMonth = new Map<string, string>()
    for (const { customer, month } of [...named].sort((a, b) => (a.month < b.month ? -1 : 1)))
      if (!firstMonth.has(customer)) firstMonth.set(customer, month)
    const { periods } = newAndReturning(columns, ASKED, 'month')
    for (const { start, buyers, newBuyers, namelessOrders } of periods) {
      const month = `2011-${String(Math.floor(start / 100) % 100).padStart(2, '0')}`
      const own = distinct(named.filter((row) => row.month === month).map(({ customer }) => customer))
      const nameless = sales.filter((row) => row.month === month && row.customer === '')
      expect([buyers, newBuyers, namelessOrders]).toEqual([
        own.length,
        own.filter((customer) => firstMonth.get(customer) === month).length,
        distinct(nameless.map(({ invoice }) => invoice)).length,
      ])
    }
    const cohorts = cohortsOf(columns, ASKED)
    expect(cohorts.reduce((sum, { size }) => sum + size, 0)).toBe(firstMonth.size)
    const spent = (customer: string) =>
      rows
        .filter((row) => row.customer === customer)
        .reduce((sum, { quantity, pence }) => sum + quantity * pence, 0)
    expect(bestCustomers(columns, customerSums(columns, ASKED), 5).map(({ revenue }) => revenue)).toEqual(
      [...firstMonth.keys()]
        .map(spent)
        .sort((a, b) => b - a)
        .slice(0, 5),
    )
  })

  test('what stands on one invoice, and how many lines it has', () => {
    const { rows, columns } = setupReport()
    const invoices = new Map<string, Row[]>()
    for (const row of rows.filter(({ invoice }) => !invoice.startsWith('C')))
      invoices.set(row.invoice, [...(invoices.get(row.invoice) ?? []), row])
    const { classes, baskets } = basketSizes(columns, ASKED, 'lines')
    expect(baskets).toBe(invoices.size)
    for (const { from, to, baskets: count } of classes)
      expect(count).toBe(
        [...invoices.values()].filter(({ length }) => length >= from && length < (to ?? Infinity)).length,
      )
    const together = new Map<string, number>()
    for (const lines of invoices.values()) {
      const skus = distinct(lines.map(({ sku }) => sku)).sort()
      for (const a of skus)
        for (const b of skus.filter((other) => other > a))
          together.set(`${a} ${b}`, (together.get(`${a} ${b}`) ?? 0) + 1)
    }
    const skuOf = (item: number) => columns.items.labels[item]?.sku ?? ''
    const { pairs } = boughtTogether(columns, ASKED, { least: 1, most: 1_000, by: 'together' })
    expect(
      new Map(pairs.map((pair) => [[skuOf(pair.first), skuOf(pair.second)].sort().join(' '), pair.together])),
    ).toEqual(together)
  })
})
