import { useShop } from '@renderer/db/hooks.ts'
import { useVariants } from '@renderer/projections/hooks.ts'
import { IconButton } from '@renderer/ui/icon-button.tsx'
import { Segmented } from '@renderer/ui/segmented.tsx'
import { SelectField } from '@renderer/ui/select-field.tsx'
import type { Id } from '@shared/kernel/id.ts'
import { X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { ArticleSearch } from '../counter/public.ts'
import { useCategories } from '../products/public.ts'
import type { PromotionDraft } from './promotion-draft.ts'

interface TargetFieldsProps {
  draft: PromotionDraft
  isMissing: boolean
  onChange: (changes: Partial<PromotionDraft>) => void
}

/** What a promotion is about: the whole shop, or what is chosen here. */
export function TargetFields({ draft, isMissing, onChange }: TargetFieldsProps) {
  const { t } = useTranslation('offers')
  return (
    <>
      <Segmented
        label={t('field.target')}
        value={draft.everything ? 'all' : 'chosen'}
        options={[
          { value: 'chosen', label: t('target.chosen') },
          { value: 'all', label: t('target.all') },
        ]}
        onChange={(chosen) => onChange({ everything: chosen === 'all' })}
      />
      {!draft.everything && <Chosen draft={draft} isMissing={isMissing} onChange={onChange} />}
    </>
  )
}

function Chosen({ draft: { variantIds, categoryIds }, isMissing, onChange }: TargetFieldsProps) {
  const { t } = useTranslation('offers')
  const { locationId } = useShop()
  const categories = useCategories() ?? []
  const variants = useVariants(variantIds, locationId)
  const free = categories.filter(({ id }) => !categoryIds.includes(id))
  const chips: { readonly id: Id; readonly name: string; readonly remove: () => void }[] = [
    ...categoryIds.map((id) => ({
      id,
      name: categories.find((one) => one.id === id)?.path ?? t('target.unknown'),
      remove: () => onChange({ categoryIds: categoryIds.filter((one) => one !== id) }),
    })),
    ...variantIds.map((id) => ({
      id,
      name: variants?.find(({ variantId }) => variantId === id)?.name ?? t('target.unknown'),
      remove: () => onChange({ variantIds: variantIds.filter((one) => one !== id) }),
    })),
  ]
  return (
    <>
      <div className="grid grid-cols-2 items-start gap-3">
        <ArticleSearch
          label={t('target.addArticle')}
          size="md"
          taken={new Set(variantIds)}
          onChoose={({ variantId }) => onChange({ variantIds: [...variantIds, variantId] })}
        />
        <SelectField
          label={t('target.addCategory')}
          value=""
          options={[
            { value: '', label: t('target.noCategory') },
            ...free.map(({ id, path }) => ({ value: String(id), label: path })),
          ]}
          onChange={(chosen) => {
            const category = free.find(({ id }) => id === chosen)
            if (category) onChange({ categoryIds: [...categoryIds, category.id] })
          }}
        />
      </div>
      {isMissing && (
        <p role="alert" className="text-sm text-danger-ink">
          {t('problem.target')}
        </p>
      )}
      {chips.length > 0 && (
        <ul aria-label={t('target.label')} className="flex flex-wrap gap-2">
          {chips.map(({ id, name, remove }) => (
            <li
              key={id}
              className="inline-flex items-center gap-1 rounded-md border border-rule-strong bg-raised pl-2"
            >
              {name}
              <IconButton
                size="sm"
                label={t('target.remove', { name })}
                icon={<X aria-hidden />}
                onClick={remove}
              />
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
