import type { ProjectionState } from '@renderer/projections/projection-state.ts'

/** Megabytes of what the worker holds in arrays, by part: exact, unlike what a runtime says of its heap. */
export function partSizes({ orders, ledger }: ProjectionState): Record<string, string> {
  const figures = {
    lines: orders.lines.columns.byteLength,
    orders: orders.orders.byteLength,
    acts: orders.acts.columns.byteLength,
    payments: orders.payments.columns.byteLength,
    remarks: orders.remarks.columns.byteLength,
    rollup: orders.rollup.columns.byteLength,
    ids: orders.ids.byteLength,
  }
  const sales = Object.values(figures).reduce((sum, bytes) => sum + bytes, 0)
  const stock = ledger.rows.columns.byteLength + ledger.spans.byteLength + ledger.documents.byteLength
  return Object.fromEntries(
    Object.entries({ ...figures, 'all of sales': sales, 'stock ledger': stock }).map(([part, bytes]) => [
      part,
      `${(bytes / 1e6).toFixed(1)} MB`,
    ]),
  )
}
