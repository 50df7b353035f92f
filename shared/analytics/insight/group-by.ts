/** Row numbers group by group, by counting: two passes, four bytes a row. Rows whose group is below zero are left out. */
export interface Grouped {
  readonly rows: Uint32Array
  /** Where group `i` begins; one more than there are groups, so that the next one's beginning is its end. */
  readonly starts: Uint32Array
}

export function groupBy(length: number, groups: number, groupOf: (row: number) => number): Grouped {
  const group = new Int32Array(length)
  const starts = new Uint32Array(groups + 1)
  for (let row = 0; row < length; row++) {
    const of = groupOf(row)
    group[row] = of
    if (of >= 0) starts[of + 1] = (starts[of + 1] as number) + 1
  }
  for (let i = 0; i < groups; i++) starts[i + 1] = (starts[i + 1] as number) + (starts[i] as number)
  const rows = new Uint32Array(starts[groups] ?? 0)
  const next = starts.slice()
  for (let row = 0; row < length; row++) {
    const of = group[row] as number
    if (of < 0) continue
    const at = next[of] as number
    rows[at] = row
    next[of] = at + 1
  }
  return { rows, starts }
}
