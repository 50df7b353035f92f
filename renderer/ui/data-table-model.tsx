import {
  type ColumnDef,
  type Row as ModelRow,
  type ReactTable,
  tableFeatures,
  useTable,
} from '@tanstack/react-table'
import { useMemo } from 'react'
import type { Column } from './data-table-column.ts'
import { Skeleton } from './skeleton.tsx'

/** A place in the list. Its row is undefined while it is on its way from the worker. */
export interface Slot<Row> {
  readonly index: number
  readonly key: string
  readonly row: Row | undefined
}

const features = tableFeatures({})
export type Features = typeof features
export type SlotRow<Row> = ModelRow<Features, Slot<Row>>
export type SlotTable<Row> = ReactTable<Features, Slot<Row>, null>

const selectNothing = (): null => null

/** The table model over the slots in sight. Sorting and filtering belong to whoever owns all the rows. */
export function useSlotTable<Row>(columns: readonly Column<Row>[], slots: Slot<Row>[]): SlotTable<Row> {
  const definitions = useMemo(
    () =>
      columns.map(
        (column): ColumnDef<Features, Slot<Row>> => ({
          id: column.id,
          header: column.header,
          cell: ({ row }) =>
            row.original.row === undefined ? (
              <Skeleton className={column.align === 'end' ? 'ml-auto w-12' : 'w-3/5'} />
            ) : (
              column.cell(row.original.row)
            ),
        }),
      ),
    [columns],
  )
  return useTable(
    { features, columns: definitions, data: slots, getRowId: (slot) => slot.key },
    selectNothing,
  )
}
