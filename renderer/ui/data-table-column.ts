import type { ReactNode } from 'react'

export interface Column<Row> {
  readonly id: string
  readonly header: string
  readonly cell: (row: Row) => ReactNode
  /** Figures stand at the end. */
  readonly align?: 'start' | 'end' | undefined
  /** A fixed or flexible track (`8rem`, `minmax(10rem, 2fr)`); never one sized by content, rows would not line up. */
  readonly width?: string | undefined
  readonly sortable?: boolean | undefined
}

export interface SortOrder {
  readonly id: string
  readonly direction: 'asc' | 'desc'
}

const DEFAULT_WIDTH = 'minmax(6rem, 1fr)'

export const columnTracks = <Row>(columns: readonly Column<Row>[]): string =>
  columns.map((column) => column.width ?? DEFAULT_WIDTH).join(' ')
