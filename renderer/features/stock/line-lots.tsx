import { formatMeasure } from '@renderer/i18n/format.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import { useLotsAt, useVariants } from '@renderer/projections/hooks.ts'
import { SelectField } from '@renderer/ui/select-field.tsx'
import { compareLots, shareOf } from '@shared/domain/stock/lots.ts'
import type { Id } from '@shared/kernel/id.ts'
import type { LotShare } from '@shared/schemas/postings.ts'
import type { Tracking } from '@shared/schemas/products.schema.ts'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { LotsField, SerialField, useExpiryText } from '../lots/public.ts'

interface LineLotsProps {
  line: {
    readonly variantId: Id
    readonly name: string
    readonly quantity: number
    readonly lots?: readonly LotShare[]
  }
  tracking: Tracking | undefined
  /** Where the goods leave from; null where they come in. */
  fromLocationId: Id | null
  columns: number
  onChange: (lots: readonly LotShare[]) => void
}

/** A row below a line: of which lots or pieces it is. Nothing for goods that are not told apart. */
export function LineLots({ line, tracking, fromLocationId, columns, onChange }: LineLotsProps) {
  if (tracking === undefined || tracking === 'none') return null
  const count = Math.abs(line.quantity)
  return (
    <tr className="border-b border-rule">
      <td colSpan={columns} className="px-2 pb-3 pl-6">
        {tracking === 'serial' && (
          <Serials name={line.name} count={count} lots={line.lots ?? NO_LOTS} onChange={onChange} />
        )}
        {tracking === 'lot' && fromLocationId === null && (
          <LotsField name={line.name} count={count} onChange={onChange} />
        )}
        {tracking === 'lot' && fromLocationId !== null && (
          <LotChoice line={line} locationId={fromLocationId} onChange={onChange} />
        )}
      </td>
    </tr>
  )
}

const NO_LOTS: readonly LotShare[] = []

type SerialsProps = Omit<Parameters<typeof SerialField>[0], 'autoFocus'>

function Serials(props: SerialsProps) {
  const { t } = useTranslation('lots')
  const missing = props.count - props.lots.length
  return (
    <>
      <SerialField {...props} />
      {missing > 0 && <p className="text-xs text-ink-muted">{t('entry.missing', { count: missing })}</p>}
    </>
  )
}

const AUTO = ''

/** Which lot leaves: what expires first, unless somebody says so. */
function LotChoice({
  line,
  locationId,
  onChange,
}: Pick<LineLotsProps, 'line' | 'onChange'> & { locationId: Id }) {
  const { t } = useTranslation('lots')
  const locale = useLocale()
  const expiryText = useExpiryText()
  const variantIds = useMemo(() => [line.variantId], [line.variantId])
  const unit = useVariants(variantIds)?.[0]?.unit
  const stock = (useLotsAt(variantIds, locationId) ?? [])
    .filter(({ quantity, variantId }) => quantity > 0 && variantId === line.variantId)
    .sort(compareLots)
  return (
    <SelectField
      label={t('choice.label', { name: line.name })}
      size="sm"
      className="max-w-md"
      value={line.lots?.[0]?.lot ?? AUTO}
      options={[
        { value: AUTO, label: t('choice.auto') },
        ...stock.map(({ lot, expiry, quantity }) => ({
          value: lot,
          label: t('choice.option', {
            lot,
            day: expiryText(expiry),
            units: formatMeasure(quantity, unit, locale),
          }),
        })),
      ]}
      onChange={(chosen) => {
        const one = stock.find(({ lot }) => lot === chosen)
        onChange(one ? [shareOf(one, one.quantity)] : [])
      }}
    />
  )
}

/** How goods are told apart, by variant. */
export function useTracking(variantIds: readonly Id[]): ReadonlyMap<Id, Tracking> {
  const variants = useVariants(variantIds)
  return useMemo(
    () => new Map(variants?.flatMap(({ variantId, tracking }) => (tracking ? [[variantId, tracking]] : []))),
    [variants],
  )
}
