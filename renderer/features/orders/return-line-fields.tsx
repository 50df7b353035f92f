import { formatMeasure, formatMoney } from '@renderer/i18n/format.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import { Button } from '@renderer/ui/button.tsx'
import { Checkbox } from '@renderer/ui/checkbox.tsx'
import { QuantityField } from '@renderer/ui/number-field.tsx'
import { SelectField } from '@renderer/ui/select-field.tsx'
import { TextField } from '@renderer/ui/text-field.tsx'
import type { ReturnableLine } from '@shared/domain/orders/returns.ts'
import type { CurrencyCode } from '@shared/kernel/money.ts'
import { useTranslation } from 'react-i18next'
import { type LineDraft, type ReturnDraft, UNTOUCHED_LINE } from './return-draft.ts'

interface ReturnLineFieldsProps {
  lines: readonly ReturnableLine[]
  draft: ReturnDraft['lines']
  currency: CurrencyCode
  onChange: (draft: ReturnDraft['lines']) => void
}

/** One quantity a line, never above what may still come back (ORDER-3); of what comes back, where it goes and why. */
export function ReturnLineFields({ lines, draft, currency, onChange }: ReturnLineFieldsProps) {
  const { t } = useTranslation('orders')
  const locale = useLocale()
  const of = (lineId: string): LineDraft => draft[lineId] ?? UNTOUCHED_LINE
  const change = (lineId: string, said: Partial<LineDraft>): void =>
    onChange({ ...draft, [lineId]: { ...of(lineId), ...said } })
  const all = Object.fromEntries(
    lines.map(({ lineId, quantity }) => [lineId, { ...of(lineId), count: quantity }]),
  )
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1 flex w-full items-center justify-between gap-3 text-xs font-medium text-ink-muted">
        {t('return.lines')}
      </legend>
      <ul className="flex flex-col rounded-md border border-rule">
        {lines.map((line) => (
          <li
            key={line.lineId}
            className="grid grid-cols-[minmax(0,1fr)_11rem] items-center gap-4 border-b border-rule px-3 py-2 last:border-b-0"
          >
            <span className="min-w-0">
              <span className="block truncate font-medium">{line.name}</span>
              <span className="block text-xs text-ink-muted tabular-nums">
                {t(line.unit === undefined ? 'return.left' : 'return.leftMeasured', {
                  count: line.unit === undefined ? line.quantity : 1,
                  left: formatMeasure(line.quantity, line.unit, locale),
                  sold: formatMeasure(line.sold, line.unit, locale),
                  price:
                    line.unit === undefined
                      ? formatMoney(line.amountPerUnit, currency, locale)
                      : formatMoney(line.amount, currency, locale),
                })}
              </span>
            </span>
            <QuantityField
              label={t('return.quantityOf', { name: line.name })}
              hideLabel
              size="lg"
              stepper
              min={0}
              max={line.quantity}
              value={of(line.lineId).count}
              onChange={(count) => change(line.lineId, { count })}
            />
            {line.unit !== undefined && of(line.lineId).count > 0 && (
              <span className="col-start-2 text-right text-xs text-ink-muted tabular-nums">
                = {formatMeasure(of(line.lineId).count, line.unit, locale)}
              </span>
            )}
            {of(line.lineId).count > 0 && line.lots.length > 1 && (
              <WhichLots
                line={line}
                draft={of(line.lineId)}
                onChange={(lots) => change(line.lineId, { lots })}
              />
            )}
            {of(line.lineId).count > 0 && lines.length > 1 && (
              <OwnFate
                name={line.name}
                draft={of(line.lineId)}
                onChange={(said) => change(line.lineId, said)}
              />
            )}
          </li>
        ))}
      </ul>
      <Button size="lg" className="self-start" onClick={() => onChange(all)}>
        {t('return.everything')}
      </Button>
    </fieldset>
  )
}

interface WhichLotsProps {
  line: ReturnableLine
  draft: LineDraft
  onChange: (lots: readonly string[]) => void
}

/** Of several lots or pieces, which ones are back. */
function WhichLots({ line, draft: { lots = [] }, onChange }: WhichLotsProps) {
  const { t } = useTranslation('lots')
  return (
    <fieldset className="col-span-2 flex flex-wrap gap-x-4 gap-y-1">
      <legend className="mb-1 text-xs font-medium text-ink-muted">{t('which', { name: line.name })}</legend>
      {line.lots.map(({ lot, serial }) => (
        <Checkbox
          key={lot}
          label={t(serial ? 'serial' : 'lot', { lot })}
          checked={lots.includes(lot)}
          onChange={(on) => onChange(on ? [...lots, lot] : lots.filter((known) => known !== lot))}
        />
      ))}
    </fieldset>
  )
}

interface OwnFateProps {
  name: string
  draft: LineDraft
  onChange: (said: Partial<LineDraft>) => void
}

/** One of several may be broken while the others go back on the shelf. */
function OwnFate({ name, draft, onChange }: OwnFateProps) {
  const { t } = useTranslation(['orders', 'returns'])
  const fates = [
    { value: 'same', label: t('returns:line.same') },
    { value: 'restock', label: t('return.restock') },
    { value: 'waste', label: t('return.waste') },
  ] as const
  const fate = draft.restock ? 'restock' : 'waste'
  return (
    <div className="col-span-2 grid grid-cols-2 gap-3">
      <SelectField
        label={t('returns:line.fate', { name })}
        hideLabel
        value={draft.restock === null ? 'same' : fate}
        options={fates}
        onChange={(chosen) => onChange({ restock: chosen === 'same' ? null : chosen === 'restock' })}
      />
      <TextField
        label={t('returns:line.reason', { name })}
        hideLabel
        placeholder={t('returns:line.reasonHint')}
        maxLength={300}
        value={draft.reason}
        onChange={(event) => onChange({ reason: event.target.value })}
      />
    </div>
  )
}
