/**
 * A made-up slice in the layout of UCI Online Retail, with everything odd that the real file holds, and its control totals
 * computed here, apart from the product: in thousandths of a pound, so that nothing is rounded before the end.
 */
export interface RetailSlice {
  readonly csv: string
  readonly totals: object
  readonly invoices: number
}

interface Line {
  readonly invoice: string
  readonly sku: string
  readonly quantity: number
  /** Thousandths of a pound. */
  readonly price: number
  readonly date: string
  readonly customer: string
  readonly country: string
}

const COUNTRIES = ['United Kingdom', 'Netherlands', 'EIRE', 'Germany', 'France', 'Norway'] as const

export function makeRetailSlice(invoices: number): RetailSlice {
  const lines = [...makeLines(invoices)]
  return {
    csv: toCsv(lines),
    totals: totalsOf(lines),
    invoices: new Set(lines.map((line) => line.invoice)).size,
  }
}

function* makeLines(invoices: number): Generator<Line> {
  const random = createRandom(20_111_209)
  const pick = (count: number) => Math.floor(random() * count)
  for (let i = 0; i < invoices; i++) {
    const isCancellation = i % 7 === 3
    const month = i % 13
    const date = `${month === 0 ? 2010 : 2011}-${String(month === 0 ? 12 : month).padStart(2, '0')}-${String(1 + pick(28)).padStart(2, '0')}`
    const shared = {
      invoice: `${isCancellation ? 'C' : ''}${536_000 + i}`,
      date: `${date} ${String(8 + pick(10)).padStart(2, '0')}:${String(pick(60)).padStart(2, '0')}:00`,
      customer: i % 4 === 0 ? '' : `${12_000 + pick(40)}.0`,
      // One country leads the next by far, so that their order does not hang on a penny.
      country: COUNTRIES[Math.min(5, Math.floor(Math.log2(1 + pick(64))))] ?? 'Norway',
    }
    for (let n = 0; n <= pick(6); n++) {
      const quantity = (1 + pick(12)) * (isCancellation || (i % 31 === 5 && n === 0) ? -1 : 1)
      yield {
        ...shared,
        sku: `${22_000 + pick(30)}${n === 4 ? 'a' : ''}`,
        quantity,
        price: 10 * (50 + pick(1_500)),
      }
    }
  }
  const odd = { date: '2011-08-12 14:50:00', customer: '', country: 'United Kingdom' }
  yield { ...odd, invoice: 'A563185', sku: 'B', quantity: 1, price: 11_062_060 }
  yield { ...odd, invoice: 'A563186', sku: 'B', quantity: 1, price: -11_062_060 }
  yield { ...odd, invoice: '550193', sku: 'PADS', quantity: 1, price: 1 }
}

function toCsv(lines: readonly Line[]): string {
  const rows = lines.map(({ invoice, sku, quantity, price, date, customer, country }, i) =>
    [
      invoice,
      sku,
      i % 9 === 0 ? `"SET, ""${sku}"""` : `ITEM ${sku}`,
      quantity,
      date,
      price / 1_000,
      customer,
      country,
    ].join(','),
  )
  return ['InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country', ...rows].join(
    '\n',
  )
}

const inPounds = (thousandths: number): string => (thousandths / 1_000).toFixed(3)

function totalsOf(lines: readonly Line[]): object {
  const net = (some: readonly Line[]) => some.reduce((sum, { quantity, price }) => sum + quantity * price, 0)
  const units = (some: readonly Line[]) => some.reduce((sum, { quantity }) => sum + quantity, 0)
  const groups = (keyOf: (line: Line) => string) => {
    const found = new Map<string, Line[]>()
    for (const line of lines) found.set(keyOf(line), [...(found.get(keyOf(line)) ?? []), line])
    return [...found]
  }
  const months = groups(({ date }) => date.slice(0, 7)).map(([month, some]) => [
    month,
    {
      lines: some.length,
      invoices: new Set(some.map(({ invoice }) => invoice)).size,
      qty: units(some),
      net: inPounds(net(some)),
      sales: inPounds(net(some.filter(({ invoice }) => !invoice.startsWith('C')))),
      cancellations: inPounds(net(some.filter(({ invoice }) => invoice.startsWith('C')))),
    },
  ])
  const bySku = groups(({ sku }) => sku)
  const byNet = [...bySku].sort((a, b) => net(b[1]) - net(a[1])).slice(0, 10)
  const byUnits = [...bySku].sort((a, b) => units(b[1]) - units(a[1])).slice(0, 3)
  const byCountry = groups(({ country }) => country)
    .sort((a, b) => net(b[1]) - net(a[1]))
    .slice(0, 5)
  return {
    rows: lines.length,
    net: inPounds(net(lines)),
    months: Object.fromEntries(months),
    top10_sku_by_revenue: byNet.map(([sku, some]) => [sku, units(some), inPounds(net(some))]),
    top10_sku_by_qty: byUnits.map(([sku, some]) => [sku, units(some)]),
    top5_country: byCountry.map(([country, some]) => [country, inPounds(net(some))]),
    distinct_invoices: new Set(lines.map(({ invoice }) => invoice)).size,
  }
}

/** Mulberry32: the same slice on every machine. */
function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}
