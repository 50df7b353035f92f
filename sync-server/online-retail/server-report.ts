import { minor } from '@shared/kernel/money.ts'
import {
  MAX_FIGURE_ROWS,
  type ProductsResponse,
  productsResponseSchema,
  type SalesResponse,
  salesResponseSchema,
} from '@shared/protocol/figures.ts'
import type { ComparedReport } from './control-totals.ts'
import type { Device } from './device.ts'

const ALL = 'from=19000101&to=29991231'

/** The same report as devices make, from what the server counted itself. */
export async function serverReport(device: Pick<Device, 'get'>): Promise<ComparedReport> {
  const sales = await countedSales(device)
  const byItem: ProductsResponse['products'] = []
  for (;;) {
    const query = `${ALL}&limit=${MAX_FIGURE_ROWS}&offset=${byItem.length}`
    const page = await device.get(`/figures/products?${query}`, productsResponseSchema)
    byItem.push(...page.products)
    if (page.products.length < MAX_FIGURE_ROWS) break
  }
  return {
    currency: sales.currency,
    total: exact(sales.total),
    byPeriod: sales.byPeriod.map(exact),
    byItem: byItem.map(exact),
    byCountry: sales.byCountry.map(({ country, revenue }) => ({ key: country, revenue })),
  }
}

/** A long import is counted in pieces: every question brings it further. */
async function countedSales(device: Pick<Device, 'get'>): Promise<SalesResponse> {
  for (;;) {
    const sales = await device.get(`/figures/sales?${ALL}&period=month`, salesResponseSchema)
    if (sales.waiting === 0) return sales
  }
}

type Told = Pick<
  SalesResponse['total'],
  'lines' | 'units' | 'sales' | 'returned' | 'revenue' | 'tax' | 'margin' | 'marginRevenue'
>

const exact = <Figures extends Told>(figures: Figures) => ({
  ...figures,
  sales: minor(figures.sales),
  returned: minor(figures.returned),
  revenue: minor(figures.revenue),
  tax: minor(figures.tax),
  margin: minor(figures.margin ?? 0),
  marginRevenue: minor(figures.marginRevenue ?? 0),
})
