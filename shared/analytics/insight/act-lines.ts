import type { OrderColumns } from '../order-columns.ts'

/** Called for each act with its day and its rows of `lines`, `from` up to, but not with, `to`. */
export type VisitAct = (act: number, day: number, from: number, to: number) => void

/** Every act with its lines: an order's lines stand in the order of its acts. Acts that were replaced have a day before every day. */
export function forEachActLines(parts: OrderColumns, visit: VisitAct): void {
  const { length, data } = parts.acts.columns
  const { owner, lines, day } = data
  const { firstLine } = parts.orders.data
  let end = 0
  let lastOwner = -1
  for (let act = 0; act < length; act++) {
    const order = owner[act] as number // act < length, as below
    const from = order === lastOwner ? end : (firstLine[order] as number)
    lastOwner = order
    end = from + (lines[act] as number)
    visit(act, day[act] as number, from, end)
  }
}
