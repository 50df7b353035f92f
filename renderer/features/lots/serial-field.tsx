import { IconButton } from '@renderer/ui/icon-button.tsx'
import { TextField } from '@renderer/ui/text-field.tsx'
import { readLot } from '@shared/domain/stock/lots.ts'
import { quantity } from '@shared/kernel/quantity.ts'
import type { LotShare } from '@shared/schemas/postings.ts'
import { ScanBarcode, X } from 'lucide-react'
import { type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'

interface SerialFieldProps {
  name: string
  /** How many pieces there are. */
  count: number
  lots: readonly LotShare[]
  autoFocus?: boolean
  onChange: (lots: LotShare[]) => void
}

/** Serial numbers, scanned one after the other: a scan ends with Enter, and the field is ready for the next. */
export function SerialField({ name, count, lots, autoFocus = false, onChange }: SerialFieldProps) {
  const { t } = useTranslation('lots')
  const [text, setText] = useState('')
  const [notice, setNotice] = useState('')
  const problemOf = (lot: string): string => {
    if (lots.some((known) => known.lot === lot)) return t('entry.twice', { lot })
    return lots.length >= count ? t('entry.full', { count }) : ''
  }
  const take = (): void => {
    const lot = readLot(text)
    if (lot === '') return
    setText('')
    const problem = problemOf(lot)
    setNotice(problem)
    if (problem === '') onChange([...lots, { lot, quantity: quantity(1), serial: true }])
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter') return
    event.preventDefault()
    event.stopPropagation()
    take()
  }
  return (
    <div className="flex flex-col gap-2">
      <div className="flex items-end gap-3">
        <TextField
          label={t('entry.serialOf', { name })}
          hint={t('entry.serialHint')}
          prefix={<ScanBarcode aria-hidden />}
          value={text}
          maxLength={80}
          spellCheck={false}
          autoFocus={autoFocus}
          error={notice === '' ? null : notice}
          className="w-80"
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <output className="pb-6 font-semibold tabular-nums">
          {t('entry.serialCount', { scanned: lots.length, count })}
        </output>
      </div>
      {lots.length > 0 && (
        <ul
          aria-label={t('entry.serialOf', { name })}
          className="flex max-h-40 flex-wrap gap-1 overflow-y-auto"
        >
          {lots.map(({ lot }) => (
            <li key={lot} className="inline-flex items-center gap-1 rounded-sm bg-sunken pl-2 text-sm">
              {lot}
              <IconButton
                label={t('entry.removeSerial', { lot })}
                icon={<X aria-hidden />}
                size="sm"
                onClick={() => onChange(lots.filter((known) => known.lot !== lot))}
              />
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
