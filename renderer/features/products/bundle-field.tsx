import { useVariantSearch, useVariants } from '@renderer/projections/hooks.ts'
import type { CatalogueVariant } from '@renderer/projections/projections.ts'
import { useProjections } from '@renderer/projections/projections-context.tsx'
import { Banner } from '@renderer/ui/banner.tsx'
import { Button } from '@renderer/ui/button.tsx'
import { IconButton } from '@renderer/ui/icon-button.tsx'
import { TextField } from '@renderer/ui/text-field.tsx'
import { positiveQuantitySchema } from '@shared/kernel/quantity.ts'
import {
  type Component,
  MAX_COMPONENTS,
  type Product,
  type Variant,
} from '@shared/schemas/products.schema.ts'
import { PackagePlus, X } from 'lucide-react'
import { type KeyboardEvent, useId, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { InvalidFields } from './invalid-fields.ts'
import { OptionalQuantityField } from './optional-quantity-field.tsx'

interface BundleFieldProps {
  product: Product
  variant: Variant
  /** Which variant, where a product has several. */
  of: string
  disabled: boolean
  invalid: InvalidFields
  onChange: (components: Component[]) => void
}

const ONE = positiveQuantitySchema.parse(1)
const SHOWN = 6

/** What a bundle is made of: other goods, whose stock moves when it is sold (BUNDLE-1). */
export function BundleField({ product, variant, of, disabled, invalid, onChange }: BundleFieldProps) {
  const { t } = useTranslation('bundles')
  const headingId = useId()
  const components = variant.components ?? []
  const ids = useMemo(() => components.map(({ variantId }) => variantId), [components])
  const named = useVariants(ids)
  const nameOf = (id: string): string => named?.find(({ variantId }) => variantId === id)?.name ?? '…'
  if (product.unit !== 'piece') {
    if (components.length === 0) return null
    return <Banner tone="danger" title={t('onlyPieces')} />
  }
  return (
    <section aria-labelledby={headingId} className="flex flex-col gap-2 border-t border-rule pt-4">
      <h3 id={headingId} className="font-semibold">
        {of === '' ? t('title') : t('titleOf', { variant: of })}
      </h3>
      <p className="text-xs text-ink-muted">{t(components.length === 0 ? 'hint' : 'effect')}</p>
      {components.length > 0 && (
        <ul aria-label={t('list')} className="flex flex-col gap-1">
          {components.map(({ variantId, quantity }) => (
            <li key={variantId} className="flex items-center gap-2">
              <OptionalQuantityField
                label={t('quantityOf', { name: nameOf(variantId) })}
                hideLabel
                size="sm"
                className="w-24"
                value={quantity}
                disabled={disabled}
                onValidityChange={invalid.reporterOf(`${variant.id}.components.${variantId}`)}
                onChange={(typed) => {
                  const read = positiveQuantitySchema.safeParse(typed)
                  if (read.success)
                    onChange(
                      components.map((one) =>
                        one.variantId === variantId ? { ...one, quantity: read.data } : one,
                      ),
                    )
                }}
              />
              <span className="min-w-0 flex-1 truncate">× {nameOf(variantId)}</span>
              {!disabled && (
                <IconButton
                  size="sm"
                  label={t('remove', { name: nameOf(variantId) })}
                  icon={<X aria-hidden />}
                  onClick={() => onChange(components.filter((one) => one.variantId !== variantId))}
                />
              )}
            </li>
          ))}
        </ul>
      )}
      {!disabled && components.length < MAX_COMPONENTS && (
        <ComponentSearch
          taken={new Set([variant.id, ...ids])}
          bundles={new Set(product.variants.filter((one) => one.components?.length).map(({ id }) => id))}
          onAdd={({ variantId }) => onChange([...components, { variantId, quantity: ONE }])}
        />
      )}
    </section>
  )
}

interface ComponentSearchProps {
  taken: ReadonlySet<string>
  /** Variants of this very product that are bundles, as they stand in the form. */
  bundles: ReadonlySet<string>
  onAdd: (variant: CatalogueVariant) => void
}

function ComponentSearch({ taken, bundles, onAdd }: ComponentSearchProps) {
  const { t } = useTranslation('bundles')
  const projections = useProjections()
  const [text, setText] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const found = useVariantSearch({ text: text.trim(), limit: SHOWN, activeOnly: false }) ?? []
  const isBundle = ({ variantId, components }: CatalogueVariant): boolean =>
    components !== undefined || bundles.has(variantId)
  const add = (variant: CatalogueVariant): void => {
    const { variantId, name } = variant
    const refused = taken.has(variantId) ? 'already' : isBundle(variant) ? 'isBundle' : null
    setProblem(refused && t(refused, { name }))
    if (refused) return
    setText('')
    onAdd(variant)
  }
  const enter = async (): Promise<void> => {
    const asked = text.trim()
    if (asked === '') return
    const exact = await projections.findByCode(asked).catch(() => [])
    const [only] = exact.length > 0 ? exact : found
    if (only && (exact.length === 1 || found.length === 1)) add(only)
    else setProblem(t('unknown', { text: asked }))
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter') return
    event.preventDefault()
    void enter()
  }
  return (
    <div className="flex flex-col gap-1">
      <TextField
        label={t('search')}
        value={text}
        prefix={<PackagePlus aria-hidden />}
        error={problem ?? undefined}
        onChange={(event) => {
          setText(event.target.value)
          setProblem(null)
        }}
        onKeyDown={onKeyDown}
      />
      {text.trim() !== '' && (
        <ul aria-label={t('found')} className="flex flex-wrap gap-1">
          {found
            .filter(({ variantId }) => !taken.has(variantId))
            .map((variant) => (
              <li key={variant.variantId}>
                <Button size="sm" disabled={isBundle(variant)} onClick={() => add(variant)}>
                  {isBundle(variant) ? t('isBundleShort', { name: variant.name }) : variant.name}
                </Button>
              </li>
            ))}
        </ul>
      )}
    </div>
  )
}
