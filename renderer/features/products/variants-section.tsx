import { useCan, useDeps } from '@renderer/db/hooks.ts'
import { Badge } from '@renderer/ui/badge.tsx'
import { Button } from '@renderer/ui/button.tsx'
import { Checkbox } from '@renderer/ui/checkbox.tsx'
import { isBundle } from '@shared/domain/catalogue/bundle.ts'
import type { Product, Variant } from '@shared/schemas/products.schema.ts'
import { Plus } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { BundleField } from './bundle-field.tsx'
import type { InvalidFields } from './invalid-fields.ts'
import { axesOf, MAX_VARIANTS, optionsLabel } from './option-combinations.ts'
import { OptionInputs } from './option-inputs.tsx'
import { OptionsEditor } from './options-editor.tsx'
import { useCodeWarnings } from './use-code-warnings.ts'
import {
  BarcodesField,
  CompareAtField,
  CostField,
  LowStockField,
  PriceField,
  ReorderField,
  SkuField,
  type VariantFieldProps,
} from './variant-fields.tsx'
import { variantLike } from './variant-like.ts'

interface VariantsSectionProps {
  product: Product
  /** Variants that exist already; the others are new in this form. */
  storedIds: ReadonlySet<string>
  disabled: boolean
  invalid: InvalidFields
  onVariantChange: (variantId: string, changes: Partial<Variant>) => void
  onVariantsAdd: (variants: readonly Variant[]) => void
}

/** Codes, prices and thresholds: plain fields for a simple product, a table for one with options. */
export function VariantsSection({
  product,
  storedIds,
  disabled,
  invalid,
  onVariantChange,
  onVariantsAdd,
}: VariantsSectionProps) {
  const { t } = useTranslation('products')
  const mayPrice = useCan('products.edit-price')
  const maySeeCost = useCan('products.edit-cost')
  const deps = useDeps()
  const warnings = useCodeWarnings(product)
  const [only] = product.variants
  const isSimple = product.variants.length === 1 && only !== undefined && only.options.length === 0
  const fieldsOf = (variant: Variant, of: string): VariantFieldProps => ({
    variant,
    currency: product.currency,
    of,
    disabled,
    mayPrice,
    warnings,
    invalid,
    onChange: (changes) => onVariantChange(variant.id, changes),
  })
  const add = (options: readonly Variant['options'][]): void => {
    const [first] = product.variants
    if (first && product.variants.length + options.length <= MAX_VARIANTS)
      onVariantsAdd(options.map((chosen) => variantLike(first, chosen, deps.ids.next())))
  }
  return (
    <section aria-label={t('variant.section')} className="flex flex-col gap-3 border-t border-rule pt-4">
      <h3 className="font-semibold">{t(isSimple ? 'variant.priceAndStock' : 'variant.section')}</h3>
      {isSimple ? (
        <SimpleVariant {...fieldsOf(only, '')} maySeeCost={maySeeCost} />
      ) : (
        <VariantTable {...{ product, storedIds, fieldsOf, maySeeCost }} />
      )}
      <Bundles product={product} isSimple={isSimple}>
        {(variant) => (
          <BundleField
            key={variant.id}
            product={product}
            variant={variant}
            of={isSimple ? '' : optionsLabel(variant.options) || variant.sku}
            disabled={disabled}
            invalid={invalid}
            onChange={(components) => onVariantChange(variant.id, { components })}
          />
        )}
      </Bundles>
      {!disabled && (
        <OptionsEditor
          product={product}
          onGenerate={add}
          onName={(options) => only && onVariantChange(only.id, { options })}
        />
      )}
      {!disabled && !isSimple && (
        <div>
          <Button size="sm" icon={<Plus aria-hidden />} onClick={() => add([[]])}>
            {t('variant.add')}
          </Button>
        </div>
      )}
    </section>
  )
}

interface BundlesProps {
  product: Product
  isSimple: boolean
  children: (variant: Variant) => ReactNode
}

/** Few variants of a product with options are bundles: what they hold is folded away until it is asked for. */
function Bundles({ product, isSimple, children }: BundlesProps) {
  const { t } = useTranslation('bundles')
  const living = product.variants.filter(({ archived }) => !archived)
  if (isSimple) return living.map(children)
  return (
    <details open={living.some(isBundle)}>
      <summary className="cursor-pointer text-sm font-medium">{t('several')}</summary>
      <div className="mt-2 flex flex-col gap-3">{living.map(children)}</div>
    </details>
  )
}

function SimpleVariant({ maySeeCost, ...fields }: VariantFieldProps & { maySeeCost: boolean }) {
  const { t } = useTranslation('products')
  const { variant, disabled, onChange } = fields
  return (
    <div className="grid grid-cols-2 items-start gap-3">
      <PriceField {...fields} />
      <CompareAtField {...fields} />
      {maySeeCost && <CostField {...fields} />}
      <Checkbox
        label={t('field.tracked')}
        hint={t('field.trackedHint')}
        checked={variant.tracked}
        disabled={disabled}
        className={maySeeCost ? 'pt-5' : 'col-span-2'}
        onChange={(tracked) => onChange({ tracked })}
      />
      <SkuField {...fields} />
      <BarcodesField {...fields} />
      <LowStockField {...fields} />
      <ReorderField {...fields} />
    </div>
  )
}

interface VariantTableProps {
  product: Product
  storedIds: ReadonlySet<string>
  fieldsOf: (variant: Variant, of: string) => VariantFieldProps
  maySeeCost: boolean
}

function VariantTable({ product, storedIds, fieldsOf, maySeeCost }: VariantTableProps) {
  const { t } = useTranslation('products')
  const [showArchived, setShowArchived] = useState(false)
  const archivedCount = product.variants.filter(({ archived }) => archived).length
  const shown = product.variants.filter(({ archived }) => showArchived || !archived)
  const axes = axesOf(product.variants).map(({ name }) => name)
  const optionNames = axes.length > 0 ? axes : [t('variant.defaultOption')]
  const headings = [
    { label: t('field.variant'), width: 'w-32' },
    { label: t('field.price'), width: 'w-30' },
    { label: t('field.compareAtPrice'), width: 'w-30' },
    ...(maySeeCost ? [{ label: t('field.cost'), width: 'w-30' }] : []),
    { label: t('field.sku'), width: 'w-32' },
    { label: t('field.barcodes'), width: 'w-36' },
    { label: t('field.trackedShort'), width: 'w-14' },
    { label: t('field.lowStockThreshold'), width: 'w-24' },
    { label: t('field.reorderPoint'), width: 'w-24' },
  ]
  return (
    <>
      <section
        aria-label={t('variant.scroll')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must scroll by keyboard, also while all its fields are disabled
        tabIndex={0}
        className="overflow-x-auto rounded-md border border-rule"
      >
        <table
          aria-label={t('variant.section')}
          className="w-full min-w-[68rem] table-fixed border-collapse text-sm"
        >
          <thead>
            <tr className="bg-sunken text-left text-xs text-ink-muted">
              {headings.map(({ label, width }) => (
                <th key={label} scope="col" className={`${width} px-2 py-1.5 align-bottom font-medium`}>
                  {label}
                </th>
              ))}
              <th scope="col" className="w-24 px-2 py-1.5">
                <span className="sr-only">{t('variant.actions')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((variant, i) => (
              <VariantRow
                key={variant.id}
                fields={fieldsOf(
                  variant,
                  optionsLabel(variant.options) || t('variant.number', { number: i + 1 }),
                )}
                maySeeCost={maySeeCost}
                optionNames={storedIds.has(variant.id) && variant.options.length > 0 ? null : optionNames}
              />
            ))}
          </tbody>
        </table>
      </section>
      {archivedCount > 0 && (
        <Checkbox
          label={t('variant.showArchived', { count: archivedCount })}
          checked={showArchived}
          onChange={setShowArchived}
        />
      )}
    </>
  )
}

interface VariantRowProps {
  fields: VariantFieldProps
  maySeeCost: boolean
  /** The options to type, for a variant that is not stored yet. */
  optionNames: readonly string[] | null
}

function VariantRow({ fields, maySeeCost, optionNames }: VariantRowProps) {
  const { t } = useTranslation('products')
  const { variant, of, onChange } = fields
  const disabled = fields.disabled || variant.archived
  const own = { ...fields, disabled, compact: true }
  const cell = 'px-1.5 py-1'
  return (
    <tr className="border-t border-rule align-top [&>td]:px-1.5 [&>td]:py-1">
      <th scope="row" className={`${cell} break-words text-left font-medium`}>
        {optionNames ? (
          <OptionInputs variant={variant} names={optionNames} of={of} onChange={onChange} />
        ) : (
          optionsLabel(variant.options)
        )}
        {variant.archived && <Badge tone="neutral">{t('state.archived')}</Badge>}
      </th>
      <td>
        <PriceField {...own} />
      </td>
      <td>
        <CompareAtField {...own} />
      </td>
      {maySeeCost && (
        <td>
          <CostField {...own} />
        </td>
      )}
      <td>
        <SkuField {...own} />
      </td>
      <td>
        <BarcodesField {...own} />
      </td>
      <td className="text-center">
        <Checkbox
          label={t('variant.fieldOf', { field: t('field.trackedShort'), variant: of })}
          hideLabel
          checked={variant.tracked}
          disabled={disabled}
          onChange={(tracked) => onChange({ tracked })}
        />
      </td>
      <td>
        <LowStockField {...own} />
      </td>
      <td>
        <ReorderField {...own} />
      </td>
      <td>
        <Button
          size="sm"
          variant="ghost"
          disabled={fields.disabled}
          aria-label={t(variant.archived ? 'variant.restoreNamed' : 'variant.archiveNamed', { variant: of })}
          onClick={() => onChange({ archived: !variant.archived })}
        >
          {t(variant.archived ? 'variant.restore' : 'variant.archive')}
        </Button>
      </td>
    </tr>
  )
}
