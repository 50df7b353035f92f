import { type Minor, minor } from '@shared/kernel/money.ts'
import { PackageOpen } from 'lucide-react'
import { useCallback, useMemo, useState } from 'react'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { type Column, DataTable, type SortOrder } from '../../ui/data-table.tsx'
import { DateTimeText } from '../../ui/date-time-text.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { MoneyText } from '../../ui/money-text.tsx'
import { QuantityText } from '../../ui/quantity-text.tsx'
import type { GalleryText } from './gallery-text.ts'

interface SampleRow {
  readonly sku: string
  readonly name: string
  readonly price: Minor
  readonly onHand: number
  readonly soldAt: number
}

const NAMES = [
  'Wax Vlisco',
  'Bazin riche',
  'Savon de Marseille',
  'Café Touba 250 g',
  'Riz brisé 25 kg',
  'Bouillon',
]
const FIRST_SALE = Date.UTC(2026, 2, 4, 9, 30)

const buildRow = (index: number): SampleRow => ({
  sku: `P-${String(index + 1).padStart(5, '0')}`,
  name: `${NAMES[index % NAMES.length]} ${index + 1}`,
  price: minor(500 + ((index * 7_919) % 90_000)),
  onHand: ((index * 31) % 60) - 4,
  soldAt: FIRST_SALE + index * 3_600_000,
})
const ROWS = Array.from({ length: 400 }, (_, index) => buildRow(index))

function useSampleColumns(text: GalleryText): Column<SampleRow>[] {
  return useMemo(
    () => [
      { id: 'sku', header: text.sku, width: '6.5rem', sortable: true, cell: (row) => row.sku },
      { id: 'name', header: text.name, width: 'minmax(10rem, 2fr)', sortable: true, cell: (row) => row.name },
      {
        id: 'price',
        header: text.price,
        width: '9rem',
        align: 'end',
        sortable: true,
        cell: (row) => <MoneyText amount={row.price} currency="XOF" />,
      },
      {
        id: 'onHand',
        header: text.onHand,
        width: '6rem',
        align: 'end',
        cell: (row) => <QuantityText value={row.onHand} />,
      },
      {
        id: 'state',
        header: text.state,
        width: '8rem',
        cell: (row) => <StockBadge onHand={row.onHand} text={text} />,
      },
      { id: 'sold', header: text.sold, width: '11rem', cell: (row) => <DateTimeText at={row.soldAt} /> },
      {
        id: 'action',
        header: text.menu,
        width: '7rem',
        cell: () => <Button size="sm">{text.rename}</Button>,
      },
    ],
    [text],
  )
}

function StockBadge({ onHand, text }: { onHand: number; text: GalleryText }) {
  if (onHand <= 0) return <Badge tone="danger">{text.out}</Badge>
  return onHand < 10 ? <Badge tone="warning">{text.low}</Badge> : <Badge tone="success">{text.inStock}</Badge>
}

export function GalleryTables({ text }: { text: GalleryText }) {
  const columns = useSampleColumns(text)
  const [sort, setSort] = useState<SortOrder>({ id: 'sku', direction: 'asc' })
  const [selected, setSelected] = useState<string | null>('P-00002')
  const rows = useMemo(() => (sort.direction === 'asc' ? ROWS : [...ROWS].reverse()), [sort])
  const empty = (
    <EmptyState
      icon={<PackageOpen />}
      title={text.noRows}
      body={text.noRowsBody}
      action={<Button variant="primary">{text.noRowsAction}</Button>}
    />
  )
  return (
    <>
      <Card title={text.table} flush className="h-96 shrink-0 overflow-hidden">
        <DataTable
          label={text.table}
          {...{ columns, rows, sort, empty }}
          rowKey={(row) => row.sku}
          onSortChange={setSort}
          selectedKey={selected}
          onSelectedKeyChange={setSelected}
        />
      </Card>
      <PagedTable text={text} columns={columns} />
      <div className="grid grid-cols-2 gap-3">
        <Card title={text.empty} flush className="h-80 shrink-0 overflow-hidden">
          <DataTable label={text.empty} {...{ columns, empty }} rows={[]} rowKey={(row) => row.sku} />
        </Card>
        <Card title={text.loading} flush className="h-80 shrink-0 overflow-hidden">
          <DataTable
            label={text.loading}
            {...{ columns, empty }}
            rows={[]}
            loading
            rowKey={(row) => row.sku}
          />
        </Card>
      </div>
    </>
  )
}

const PAGE = 100

/** Rows come page by page a moment after they are asked for, as from a worker. */
function PagedTable({ text, columns }: { text: GalleryText; columns: Column<SampleRow>[] }) {
  const [pages, setPages] = useState<ReadonlyMap<number, SampleRow[]>>(new Map())
  const load = useCallback((first: number, last: number) => {
    setTimeout(() => {
      setPages((known) => {
        const wanted = [Math.floor(first / PAGE), Math.floor(last / PAGE)].filter((page) => !known.has(page))
        if (wanted.length === 0) return known
        const next = new Map(known)
        for (const page of wanted)
          next.set(
            page,
            Array.from({ length: PAGE }, (_, i) => buildRow(page * PAGE + i)),
          )
        return next
      })
    }, 150)
  }, [])
  return (
    <Card title={text.bigTable} flush className="h-80 shrink-0 overflow-hidden">
      <DataTable
        label={text.bigTable}
        columns={columns}
        rowCount={50_000}
        getRow={(index) => pages.get(Math.floor(index / PAGE))?.[index % PAGE]}
        onVisibleRangeChange={load}
        rowKey={(row) => row.sku}
        empty={null}
      />
    </Card>
  )
}
