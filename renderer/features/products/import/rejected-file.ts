import { type Delimiter, writeCsv } from '@shared/import/csv.ts'
import type { RejectedProductRow } from '@shared/import/product-drafts.ts'

interface RejectedFileInput {
  readonly header: readonly string[]
  readonly rejected: readonly RejectedProductRow[]
  readonly delimiter: Delimiter
  readonly rowLabel: string
  readonly reasonLabel: string
  readonly reasonOf: (row: RejectedProductRow) => string
}

/** The refused rows as they came, led by their number and the reason, so that they can be mended and imported again. */
export function rejectedFile({
  header,
  rejected,
  delimiter,
  rowLabel,
  reasonLabel,
  reasonOf,
}: RejectedFileInput): string {
  const names = [rowLabel, reasonLabel, ...header]
  const rows = rejected.map((row) => {
    const cells = [...row.cells]
    while (cells.length < header.length) cells.push('')
    return [String(row.number), reasonOf(row), ...cells]
  })
  return writeCsv(names, rows, delimiter)
}
