import { Button } from '@renderer/ui/button.tsx'
import { DateField } from '@renderer/ui/date-field.tsx'
import { IconButton } from '@renderer/ui/icon-button.tsx'
import { QuantityField } from '@renderer/ui/number-field.tsx'
import { TextField } from '@renderer/ui/text-field.tsx'
import { mergeShares, readLot, sumShares } from '@shared/domain/stock/lots.ts'
import { isoToDay } from '@shared/kernel/business-day.ts'
import { MAX_QUANTITY, quantity } from '@shared/kernel/quantity.ts'
import type { LotShare } from '@shared/schemas/postings.ts'
import { Plus, Trash2 } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'

interface LotsFieldProps {
  name: string
  /** Units that came in. */
  count: number
  onChange: (lots: LotShare[]) => void
}

interface Typed {
  readonly id: number
  readonly lot: string
  readonly day: string
  /** Null while the row follows the line: one lot is for all of it. */
  readonly units: number | null
}

const EMPTY: Typed = { id: 0, lot: '', day: '', units: null }

/** The lots that came in: one row for most deliveries, more where a delivery holds several. */
export function LotsField({ name, count, onChange }: LotsFieldProps) {
  const { t } = useTranslation('lots')
  const [rows, setRows] = useState<readonly Typed[]>([EMPTY])
  const change = (next: readonly Typed[]): void => {
    setRows(next)
    onChange(sharesOf(next, count))
  }
  const set = (id: number, said: Partial<Typed>): void =>
    change(rows.map((row) => (row.id === id ? { ...row, ...said } : row)))
  // A row that follows the line follows it when its quantity is changed, too.
  const tell = useRef(onChange)
  tell.current = onChange
  const typed = useRef(rows)
  typed.current = rows
  useEffect(() => tell.current(sharesOf(typed.current, count)), [count])
  const rest = count - sumShares(sharesOf(rows, count))
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="sr-only">{t('entry.lotOf', { name })}</legend>
      {rows.map((row) => (
        <div key={row.id} className="grid grid-cols-[minmax(0,1fr)_11rem_8rem_2rem] items-start gap-2">
          <TextField
            label={t('entry.lot')}
            size="sm"
            value={row.lot}
            maxLength={80}
            spellCheck={false}
            onChange={(event) => set(row.id, { lot: event.target.value })}
          />
          <DateField
            label={t('entry.expiry')}
            size="sm"
            value={row.day}
            error={row.day !== '' && isoToDay(row.day) === null ? t('entry.wrongDay') : null}
            onChange={(day) => set(row.id, { day })}
          />
          <QuantityField
            label={t('entry.units')}
            size="sm"
            min={0}
            max={MAX_QUANTITY}
            value={unitsOf(row, rows, count)}
            onChange={(units) => set(row.id, { units })}
          />
          {rows.length > 1 && (
            <IconButton
              className="mt-5"
              label={t('entry.remove', { lot: row.lot })}
              icon={<Trash2 aria-hidden />}
              size="sm"
              onClick={() => change(rows.filter(({ id }) => id !== row.id))}
            />
          )}
        </div>
      ))}
      <div className="flex items-center gap-3">
        <Button
          size="sm"
          variant="ghost"
          icon={<Plus aria-hidden />}
          onClick={() => change([...pinned(rows, count), { ...EMPTY, id: (rows.at(-1)?.id ?? 0) + 1 }])}
        >
          {t('entry.add')}
        </Button>
        {rest > 0 && <span className="text-xs text-ink-muted">{t('entry.rest', { count: rest })}</span>}
      </div>
    </fieldset>
  )
}

/** What the rows before a new one hold stays theirs. */
const pinned = (rows: readonly Typed[], count: number): Typed[] =>
  rows.map((row) => ({ ...row, units: unitsOf(row, rows, count) }))

function unitsOf(row: Typed, rows: readonly Typed[], count: number): number {
  if (row.units !== null) return row.units
  const others = rows.reduce((sum, { id, units }) => sum + (id === row.id ? 0 : (units ?? 0)), 0)
  return Math.max(0, count - others)
}

/** Rows without a name say nothing; a day that cannot be read is not guessed. */
function sharesOf(rows: readonly Typed[], count: number): LotShare[] {
  const shares = rows.flatMap((row) => {
    const lot = readLot(row.lot)
    const units = unitsOf(row, rows, count)
    const expiry = isoToDay(row.day)
    if (lot === '' || units < 1) return []
    return [{ lot, quantity: quantity(units), ...(expiry === null ? {} : { expiry }) }]
  })
  return mergeShares(shares)
}
