import { formatMoney } from '@renderer/i18n/format.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import { MoneyText } from '@renderer/ui/money-text.tsx'
import {
  type CountedDenomination,
  denominationsOf,
  MAX_PIECES,
  sumCounted,
} from '@shared/domain/till/denominations.ts'
import { type CurrencyCode, type Minor, minor } from '@shared/kernel/money.ts'
import type { Quantity } from '@shared/kernel/quantity.ts'
import { type KeyboardEvent, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { OptionalQuantityField } from '../products/public.ts'

/** Pieces by value, as far as they were typed. */
export type Count = ReadonlyMap<Minor, Quantity>

export const countedOf = (count: Count): CountedDenomination[] =>
  [...count].map(([value, pieces]) => ({ value, count: pieces }))

export const isTooMany = (count: Count): boolean => [...count.values()].some((pieces) => pieces > MAX_PIECES)

interface CountFieldsProps {
  currency: CurrencyCode
  count: Count
  onChange: (count: Count) => void
}

const CELL = 'px-2 py-0.5'

/** The drawer by notes and coins. What should be there is not shown: it would be copied instead of counted. */
export function CountFields({ currency, count, onChange }: CountFieldsProps) {
  const { t } = useTranslation('till')
  const table = useRef<HTMLTableElement>(null)
  const set = (value: Minor, pieces: Quantity | null): void => {
    const next = new Map(count)
    if (pieces === null) next.delete(value)
    else next.set(value, pieces)
    onChange(next)
  }
  // Enter goes on to the next value; it never ends the count.
  const goOn = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter') return
    event.preventDefault()
    const fields = [...(table.current?.querySelectorAll('input') ?? [])]
    fields[fields.findIndex((field) => field.matches(':focus')) + 1]?.focus()
  }
  return (
    <table
      ref={table}
      aria-label={t('close.counting')}
      className="w-full table-fixed border-collapse"
      onKeyDown={goOn}
    >
      <thead>
        <tr className="border-b border-rule text-xs text-ink-muted">
          <th scope="col" className={`${CELL} text-right font-medium`}>
            {t('close.value')}
          </th>
          <th scope="col" className={`${CELL} w-36 text-right font-medium`}>
            {t('close.pieces')}
          </th>
          <th scope="col" className={`${CELL} text-right font-medium`}>
            {t('close.sum')}
          </th>
        </tr>
      </thead>
      <tbody>
        {denominationsOf(currency).map((value) => (
          <CountRow
            key={value}
            value={value}
            currency={currency}
            pieces={count.get(value) ?? null}
            onChange={(pieces) => set(value, pieces)}
          />
        ))}
      </tbody>
    </table>
  )
}

/** Stays in sight however long the list is. */
export function CountTotal({ currency, count }: Omit<CountFieldsProps, 'onChange'>) {
  const { t } = useTranslation('till')
  return (
    <p className="mr-auto flex items-baseline gap-3">
      <span className="text-ink-muted">{t('close.total')}</span>
      <output aria-label={t('close.total')} className="text-xl font-bold">
        <MoneyText amount={sumCounted(countedOf(count))} currency={currency} />
      </output>
    </p>
  )
}

interface CountRowProps {
  value: Minor
  currency: CurrencyCode
  pieces: Quantity | null
  onChange: (pieces: Quantity | null) => void
}

function CountRow({ value, currency, pieces, onChange }: CountRowProps) {
  const { t } = useTranslation('till')
  const locale = useLocale()
  const name = formatMoney(value, currency, locale)
  const isOver = pieces !== null && pieces > MAX_PIECES
  return (
    <tr>
      <th scope="row" className={`${CELL} text-right font-medium tabular-nums`}>
        {name}
      </th>
      <td className={CELL}>
        <OptionalQuantityField
          label={t('close.piecesOf', { value: name })}
          hideLabel
          value={pieces}
          error={isOver ? t('close.tooMany', { max: MAX_PIECES }) : null}
          onChange={onChange}
        />
      </td>
      <td className={`${CELL} text-right text-ink-muted`}>
        {pieces !== null && pieces > 0 && (
          <MoneyText amount={minor(value * Math.min(pieces, MAX_PIECES))} currency={currency} />
        )}
      </td>
    </tr>
  )
}
