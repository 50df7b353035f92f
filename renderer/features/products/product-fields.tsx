import { useCan, useSettings } from '@renderer/db/hooks.ts'
import { formatMeasure } from '@renderer/i18n/format.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import { Checkbox } from '@renderer/ui/checkbox.tsx'
import { SelectField } from '@renderer/ui/select-field.tsx'
import { TextField } from '@renderer/ui/text-field.tsx'
import { TextareaField } from '@renderer/ui/textarea-field.tsx'
import { type Product, TRACKINGS } from '@shared/schemas/products.schema.ts'
import { useTranslation } from 'react-i18next'
import { CategoryField } from './category-field.tsx'

export interface ProductPartProps {
  product: Product
  disabled: boolean
  onChange: (changes: Partial<Product>) => void
}

const UNITS = ['piece', 'gram', 'millilitre', 'minute'] as const satisfies readonly Product['unit'][]

/** What people quote a price for; a piece is its own measure. */
const LARGE = { piece: 1, gram: 1_000, millilitre: 1_000, minute: 60 } as const

/** What every product has: name, where it belongs, how it is taxed and sold. */
export function ProductFields({
  product,
  disabled,
  onChange,
  nameError,
}: ProductPartProps & { nameError: string | null }) {
  const { t } = useTranslation('products')
  const { t: lots } = useTranslation('lots')
  const locale = useLocale()
  const mayPrice = useCan('products.edit-price')
  const taxClasses = useSettings('tax-class') ?? []
  return (
    <div className="grid grid-cols-2 gap-3">
      <TextField
        label={t('field.name')}
        value={product.name}
        error={nameError}
        disabled={disabled}
        required
        maxLength={300}
        autoFocus={product.name === ''}
        className="col-span-2"
        onChange={(event) => onChange({ name: event.target.value })}
      />
      <CategoryField
        value={product.categoryId}
        disabled={disabled}
        onChange={(categoryId) => onChange({ categoryId })}
      />
      <TextField
        label={t('field.brand')}
        value={product.brand}
        disabled={disabled}
        maxLength={120}
        onChange={(event) => onChange({ brand: event.target.value })}
      />
      <SelectField
        label={t('field.taxClass')}
        value={product.taxClassId ?? ''}
        disabled={disabled}
        options={[
          { value: '', label: t('field.noTaxClass') },
          ...taxClasses.map(({ id, value }) => ({ value: String(id), label: value.name })),
        ]}
        onChange={(chosen) =>
          onChange({ taxClassId: taxClasses.find(({ id }) => id === chosen)?.id ?? null })
        }
      />
      <SelectField
        label={t('field.unit')}
        value={product.unit}
        disabled={disabled}
        options={UNITS.map((unit) => ({ value: unit, label: t(`unit.${unit}`) }))}
        onChange={(unit) => onChange({ unit, pricePer: LARGE[unit] })}
      />
      {product.unit !== 'piece' && (
        <SelectField
          label={t('field.pricePer')}
          hint={t('field.pricePerHint')}
          value={String(product.pricePer ?? 1)}
          disabled={disabled || !mayPrice}
          options={[...new Set([1, LARGE[product.unit], product.pricePer ?? 1])].map((units) => ({
            value: String(units),
            label: formatMeasure(units, product.unit, locale),
          }))}
          onChange={(units) => onChange({ pricePer: Number(units) })}
        />
      )}
      <SelectField
        label={lots('tracking.label')}
        hint={lots(`tracking.hint.${product.tracking ?? 'none'}`)}
        value={product.tracking ?? 'none'}
        disabled={disabled}
        options={TRACKINGS.map((tracking) => ({ value: tracking, label: lots(`tracking.${tracking}`) }))}
        className="col-span-2"
        onChange={(tracking) => onChange({ tracking })}
      />
      <div className="col-span-2 flex flex-wrap gap-x-6 gap-y-2">
        <Checkbox
          label={t('field.active')}
          hint={t('field.activeHint')}
          checked={product.active}
          disabled={disabled}
          onChange={(active) => onChange({ active })}
        />
        <Checkbox
          label={t('field.featured')}
          checked={product.featured}
          disabled={disabled}
          onChange={(featured) => onChange({ featured })}
        />
      </div>
    </div>
  )
}

/** What is told about it, for the shop's site and the search. */
export function DescriptionFields({ product, disabled, onChange }: ProductPartProps) {
  const { t } = useTranslation('products')
  return (
    <div className="flex flex-col gap-3 border-t border-rule pt-4">
      <TextField
        label={t('field.shortDescription')}
        value={product.shortDescription}
        disabled={disabled}
        maxLength={500}
        className="col-span-2"
        onChange={(event) => onChange({ shortDescription: event.target.value })}
      />
      <TextareaField
        label={t('field.description')}
        value={product.description}
        disabled={disabled}
        maxLength={20_000}
        className="col-span-2"
        onChange={(event) => onChange({ description: event.target.value })}
      />
      <TagsField {...{ product, disabled, onChange }} />
    </div>
  )
}

function TagsField({ product, disabled, onChange }: ProductPartProps) {
  const { t } = useTranslation('products')
  return (
    <TextField
      label={t('field.tags')}
      hint={t('field.tagsHint')}
      key={product.tags.join(',')}
      defaultValue={product.tags.join(', ')}
      disabled={disabled}
      className="col-span-2"
      onBlur={(event) => {
        const tags = [
          ...new Set(
            event.target.value
              .split(',')
              .map((tag) => tag.trim().slice(0, 80))
              .filter(Boolean),
          ),
        ]
        if (tags.join(',') !== product.tags.join(',')) onChange({ tags: tags.slice(0, 100) })
      }}
    />
  )
}
