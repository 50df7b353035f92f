import { MoneyField } from '@renderer/ui/money-field.tsx'
import { TextField } from '@renderer/ui/text-field.tsx'
import type { CurrencyCode } from '@shared/kernel/money.ts'
import type { Variant } from '@shared/schemas/products.schema.ts'
import { TriangleAlert } from 'lucide-react'
import { type FocusEvent, type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { InvalidFields } from './invalid-fields.ts'
import { OptionalQuantityField } from './optional-quantity-field.tsx'
import { readCodes } from './product-codes.ts'

export interface VariantFieldProps {
  variant: Variant
  currency: CurrencyCode
  /** Behind the field's name where several variants stand under each other: `Rouge / M`. */
  of: string
  disabled: boolean
  mayPrice: boolean
  warnings: ReadonlyMap<string, string>
  invalid: InvalidFields
  onChange: (changes: Partial<Variant>) => void
}

type PartProps = VariantFieldProps & { compact?: boolean | undefined }

/** In a table the column says what a field is; its own label is then only spoken. */
const useLabel = (of: string) => {
  const { t } = useTranslation('products')
  return (name: string): string => (of === '' ? name : t('variant.fieldOf', { field: name, variant: of }))
}

const frame = (compact: boolean | undefined) => ({
  hideLabel: compact,
  size: compact ? ('sm' as const) : ('md' as const),
})

export function PriceField({
  variant,
  currency,
  of,
  disabled,
  mayPrice,
  invalid,
  onChange,
  compact,
}: PartProps) {
  const { t } = useTranslation('products')
  const label = useLabel(of)
  return (
    <MoneyField
      {...frame(compact)}
      label={label(t('field.price'))}
      value={variant.price}
      currency={currency}
      disabled={disabled || !mayPrice}
      hint={compact ? undefined : t(mayPrice ? 'field.priceHint' : 'field.priceForbidden')}
      onValidityChange={invalid.reporterOf(`${variant.id}.price`)}
      onChange={(price) => onChange({ price })}
    />
  )
}

export function CompareAtField({
  variant,
  currency,
  of,
  disabled,
  mayPrice,
  invalid,
  onChange,
  compact,
}: PartProps) {
  const { t } = useTranslation('products')
  const label = useLabel(of)
  return (
    <MoneyField
      {...frame(compact)}
      label={label(t('field.compareAtPrice'))}
      value={variant.compareAtPrice}
      currency={currency}
      disabled={disabled || !mayPrice}
      onValidityChange={invalid.reporterOf(`${variant.id}.compareAtPrice`)}
      onChange={(compareAtPrice) => onChange({ compareAtPrice })}
    />
  )
}

export function CostField({ variant, currency, of, disabled, invalid, onChange, compact }: PartProps) {
  const { t } = useTranslation('products')
  const label = useLabel(of)
  return (
    <MoneyField
      label={label(t('field.cost'))}
      hideLabel={compact}
      size={compact ? 'sm' : 'md'}
      value={variant.cost}
      currency={currency}
      disabled={disabled}
      onValidityChange={invalid.reporterOf(`${variant.id}.cost`)}
      onChange={(cost) => onChange({ cost })}
    />
  )
}

export function SkuField({ variant, of, disabled, warnings, onChange, compact }: PartProps) {
  const { t } = useTranslation('products')
  const label = useLabel(of)
  return (
    <TextField
      {...frame(compact)}
      label={label(t('field.sku'))}
      value={variant.sku}
      disabled={disabled}
      maxLength={80}
      hint={<Warnings codes={[variant.sku]} warnings={warnings} />}
      onChange={(event) => onChange({ sku: event.target.value })}
    />
  )
}

export function BarcodesField({ variant, of, disabled, warnings, onChange, compact }: PartProps) {
  const { t } = useTranslation('products')
  const label = useLabel(of)
  return (
    <CodesField
      label={label(t('field.barcodes'))}
      compact={compact}
      barcodes={variant.barcodes}
      disabled={disabled}
      hint={
        <>
          {!compact && t('field.barcodesHint')}
          <Warnings codes={variant.barcodes} warnings={warnings} />
        </>
      }
      onChange={(barcodes) => onChange({ barcodes })}
    />
  )
}

function Warnings({ codes, warnings }: { codes: readonly string[]; warnings: ReadonlyMap<string, string> }) {
  const shown = new Set(codes.flatMap((code) => warnings.get(code) ?? []))
  return [...shown].map((warning) => <Warning key={warning}>{warning}</Warning>)
}

function Warning({ children }: { children: string }) {
  return (
    <span className="flex items-start gap-1 text-warning-ink">
      <TriangleAlert aria-hidden className="mt-px size-3.5 shrink-0" />
      {children}
    </span>
  )
}

interface CodesFieldProps {
  label: string
  compact: boolean | undefined
  barcodes: readonly string[]
  disabled: boolean
  hint: ReactNode
  onChange: (barcodes: string[]) => void
}

/** Several codes in one field. A scanner ends each with Enter: that parts the codes and never submits the form. */
function CodesField({ label, compact, barcodes, disabled, hint, onChange }: CodesFieldProps) {
  const [typed, setTyped] = useState<string | null>(null)
  const take = (text: string): void => {
    const codes = readCodes(text).slice(0, 20)
    if (codes.join(' ') !== barcodes.join(' ')) onChange(codes)
  }
  return (
    <TextField
      label={label}
      hideLabel={compact}
      size={compact ? 'sm' : 'md'}
      value={typed ?? barcodes.join(' ')}
      disabled={disabled}
      hint={hint}
      onChange={(event) => {
        setTyped(event.target.value)
        take(event.target.value)
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Enter') return
        event.preventDefault()
        if (typed !== null && typed.trim() !== '') setTyped(`${typed.trim()} `)
      }}
      onBlur={(event: FocusEvent<HTMLInputElement>) => {
        take(event.target.value)
        setTyped(null)
      }}
    />
  )
}

export function LowStockField({ variant, of, disabled, invalid, onChange, compact }: PartProps) {
  const { t } = useTranslation('products')
  const label = useLabel(of)
  return (
    <OptionalQuantityField
      {...frame(compact)}
      label={label(t('field.lowStockThreshold'))}
      disabled={disabled || !variant.tracked}
      value={variant.lowStockThreshold}
      onValidityChange={invalid.reporterOf(`${variant.id}.lowStockThreshold`)}
      onChange={(lowStockThreshold) => onChange({ lowStockThreshold })}
    />
  )
}

export function ReorderField({ variant, of, disabled, invalid, onChange, compact }: PartProps) {
  const { t } = useTranslation('products')
  const label = useLabel(of)
  return (
    <OptionalQuantityField
      {...frame(compact)}
      label={label(t('field.reorderPoint'))}
      disabled={disabled || !variant.tracked}
      value={variant.reorderPoint ?? null}
      onValidityChange={invalid.reporterOf(`${variant.id}.reorderPoint`)}
      onChange={(reorderPoint) => onChange({ reorderPoint })}
    />
  )
}
