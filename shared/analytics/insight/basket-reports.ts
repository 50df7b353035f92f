import type { OrderColumns } from '../order-columns.ts'
import { optionOf, type ReportDefinition, type ReportOption } from '../report/report-definition.ts'
import { type CellKind, measureColumn, nameColumn } from '../report/report-table.ts'
import { BASKET_MEASURES, type BasketMeasure, basketSizes } from './basket-sizes.ts'
import { boughtTogether, type PairOrder } from './bought-together.ts'
import { askedOf, noteOf, opensOrders, param, perPiece, ratio, rowOf, SALE_FILTERS } from './report-cells.ts'

type Definition = ReportDefinition<{ readonly orders: OrderColumns }>

const MEASURE: ReportOption = { id: 'basket-measure', choices: BASKET_MEASURES }
const KINDS: Readonly<Record<BasketMeasure, CellKind>> = { value: 'money', lines: 'count', units: 'quantity' }

/** BASKET-1. */
const basketSizeReport: Definition = {
  id: 'basket-size',
  group: 'customers',
  filters: SALE_FILTERS,
  options: [MEASURE],
  needs: 'reports.view',
  time: 'range',
  run({ orders }, request) {
    const chosen = optionOf(MEASURE, request)
    const measure = BASKET_MEASURES.find((one) => one === chosen) ?? 'value'
    const kind = KINDS[measure]
    const sizes = basketSizes(orders, askedOf(request, SALE_FILTERS), measure)
    return {
      columns: [
        nameColumn('size-from', kind),
        nameColumn('size-below', kind),
        measureColumn('baskets', 'count', { only: 'sales' }),
        measureColumn('baskets-share', 'percent', { better: 'neither' }),
        measureColumn('sales', 'money', { only: 'sales' }),
        measureColumn('average', 'money', { only: 'sales' }),
      ],
      rows: sizes.classes.map(({ from, to, baskets, revenue, orderIds }) =>
        rowOf(
          String(from),
          [from, to, baskets, ratio(baskets, sizes.baskets), revenue, perPiece(revenue, baskets)],
          opensOrders(orderIds),
        ),
      ),
      total: {
        cells: [null, null, sizes.baskets, null, sizes.revenue, perPiece(sizes.revenue, sizes.baskets)],
        before: null,
        opens: { to: 'orders', only: 'sales' },
      },
      chart: { kind: 'bar', axis: 'size-from', series: ['baskets'] },
      notes:
        sizes.median === null
          ? []
          : [
              noteOf('basket-spread', {
                mean: param(
                  kind === 'money' ? 'money' : 'decimal',
                  kind === 'money' ? Math.round(sizes.mean ?? 0) : sizes.mean,
                ),
                median: param(kind, sizes.median),
                ninth: param(kind, sizes.ninth),
              }),
            ],
    }
  },
}

const LEAST: ReportOption = { id: 'least-together', choices: ['3', '2', '5', '10', '30'] }
const ORDER: ReportOption = { id: 'pair-order', choices: ['together', 'lift'] }
const MOST_PAIRS = 100
const isPairOrder = (value: string): value is PairOrder => value === 'together' || value === 'lift'

/** BASKET-2. */
const boughtTogetherReport: Definition = {
  id: 'bought-together',
  group: 'products',
  filters: SALE_FILTERS,
  options: [ORDER, LEAST],
  needs: 'reports.view',
  time: 'range',
  run({ orders }, request) {
    const chosen = optionOf(ORDER, request)
    const found = boughtTogether(orders, askedOf(request, SALE_FILTERS), {
      least: Number(optionOf(LEAST, request)),
      most: MOST_PAIRS,
      by: isPairOrder(chosen) ? chosen : 'together',
    })
    const nameOf = (item: number): string => orders.items.labels[item]?.name ?? ''
    const idOf = (item: number): string => orders.items.variants.values[item] ?? ''
    return {
      columns: [
        nameColumn('first-item', 'text'),
        nameColumn('second-item', 'text'),
        measureColumn('together', 'count', { only: 'sales' }),
        measureColumn('support', 'percent', { better: 'neither' }),
        measureColumn('with-first', 'percent', { better: 'neither' }),
        measureColumn('with-second', 'percent', { better: 'neither' }),
        measureColumn('lift', 'decimal', { better: 'neither' }),
      ],
      rows: found.pairs.map((pair) =>
        rowOf(
          `${idOf(pair.first)} ${idOf(pair.second)}`,
          [
            nameOf(pair.first),
            nameOf(pair.second),
            pair.together,
            pair.support,
            pair.secondGivenFirst,
            pair.firstGivenSecond,
            pair.lift,
          ],
          opensOrders(pair.orderIds),
        ),
      ),
      total: null,
      chart: null,
      notes: [
        noteOf('pairs-explained', { count: param('count', found.baskets) }),
        ...(found.compared < found.items
          ? [
              noteOf('pairs-among', {
                compared: param('count', found.compared),
                count: param('count', found.items),
              }),
            ]
          : []),
        ...(found.tooLarge > 0
          ? [noteOf('baskets-too-large', { count: param('count', found.tooLarge) }, 'warning')]
          : []),
      ],
    }
  },
}

export const BASKET_REPORTS: readonly Definition[] = [basketSizeReport, boughtTogetherReport]
