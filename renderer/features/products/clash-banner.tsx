import { useDocument, useShop } from '@renderer/db/hooks.ts'
import { formatMoney } from '@renderer/i18n/format.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import { Banner } from '@renderer/ui/banner.tsx'
import { Button } from '@renderer/ui/button.tsx'
import { minor } from '@shared/kernel/money.ts'
import type { Product } from '@shared/schemas/products.schema.ts'
import { useTranslation } from 'react-i18next'
import { useCategories } from './categories.ts'
import { optionsLabel } from './option-combinations.ts'
import type { FieldClash, FieldPath } from './product-changes.ts'
import type { ProductFormState } from './product-form-state.ts'

interface ClashBannerProps {
  form: ProductFormState
  onSettle: (path: FieldPath, choice: 'mine' | 'theirs') => void
}

/** The product changed elsewhere while the form was open: what came in, and what has to be chosen. */
export function ClashBanner({ form, onSettle }: ClashBannerProps) {
  const { t } = useTranslation('products')
  const who = useDocument('staff', form.base.updatedBy)?.name ?? t('clash.somebody')
  const nameOf = useFieldName(form.base)
  return (
    <>
      {form.updated.length > 0 && (
        <Banner tone="info" title={t('clash.updatedTitle', { who })}>
          {t('clash.updated', { fields: [...new Set(form.updated.map(nameOf))].join(', ') })}
        </Banner>
      )}
      {form.clashes.length > 0 && (
        <Banner tone="warning" title={t('clash.title', { who, count: form.clashes.length })}>
          <p>{t('clash.body')}</p>
          <ul className="mt-2 flex flex-col gap-2">
            {form.clashes.map((clash) => (
              <Clash key={clash.path.join('/')} {...{ clash, onSettle }} name={nameOf(clash.path)} />
            ))}
          </ul>
        </Banner>
      )}
    </>
  )
}

interface ClashProps {
  clash: FieldClash
  name: string
  onSettle: ClashBannerProps['onSettle']
}

function Clash({ clash, name, onSettle }: ClashProps) {
  const { t } = useTranslation('products')
  const show = useFieldText(clash.path)
  return (
    <li className="flex flex-wrap items-center gap-2">
      <span className="min-w-24 font-medium">{name}</span>
      <Button size="sm" onClick={() => onSettle(clash.path, 'mine')}>
        {t('clash.keepMine', { value: show(clash.mine) })}
      </Button>
      <Button size="sm" onClick={() => onSettle(clash.path, 'theirs')}>
        {t('clash.takeTheirs', { value: show(clash.theirs) })}
      </Button>
    </li>
  )
}

const FIELD_NAMES = [
  'name',
  'brand',
  'categoryId',
  'taxClassId',
  'unit',
  'pricePer',
  'tracking',
  'shortDescription',
  'description',
  'tags',
  'active',
  'featured',
  'images',
  'archived',
  'sku',
  'barcodes',
  'options',
  'price',
  'compareAtPrice',
  'cost',
  'tracked',
  'lowStockThreshold',
  'reorderPoint',
] as const

function useFieldName(product: Product): (path: FieldPath) => string {
  const { t } = useTranslation('products')
  return (path) => {
    const key = FIELD_NAMES.find((name) => name === path.at(-1))
    const field = path[0] === 'seo' ? t('more.title') : key ? t(`clash.field.${key}`) : t('clash.field.other')
    const variant = path[0] === 'variants' ? product.variants.find(({ id }) => id === path[1]) : undefined
    const label = variant ? optionsLabel(variant.options) : ''
    return label === '' ? field : t('variant.fieldOf', { field, variant: label })
  }
}

const MONEY = new Set(['price', 'compareAtPrice', 'cost'])
const LONGEST = 60

function useFieldText(path: FieldPath): (value: unknown) => string {
  const { t } = useTranslation('products')
  const locale = useLocale()
  const { currency } = useShop()
  const categories = useCategories()
  const key = path.at(-1) ?? ''
  return (value) => {
    if (value === null || value === undefined || value === '') return t('clash.empty')
    if (typeof value === 'boolean') return t(value ? 'clash.yes' : 'clash.no')
    if (typeof value === 'number')
      return MONEY.has(key) ? formatMoney(minor(value), currency, locale) : String(value)
    if (key === 'categoryId') return categories?.find(({ id }) => id === value)?.path ?? String(value)
    const text =
      typeof value === 'string' ? value : Array.isArray(value) ? listText(value) : JSON.stringify(value)
    return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text
  }
}

/** Lists of tags and barcodes are texts; options and images are shown by their value or address. */
const listText = (values: readonly unknown[]): string =>
  values
    .map((value) => {
      if (typeof value !== 'object' || value === null) return String(value)
      return String(Reflect.get(value, 'value') ?? Reflect.get(value, 'url') ?? '')
    })
    .join(', ')
