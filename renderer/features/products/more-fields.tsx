import { useDeps } from '@renderer/db/hooks.ts'
import { Button } from '@renderer/ui/button.tsx'
import { IconButton } from '@renderer/ui/icon-button.tsx'
import { TextField } from '@renderer/ui/text-field.tsx'
import { TextareaField } from '@renderer/ui/textarea-field.tsx'
import { Plus, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ProductPartProps } from './product-fields.tsx'

/** What a shop that also sells on the web fills in; folded away for the others. */
export function MoreFields({ product, disabled, onChange }: ProductPartProps) {
  const { t } = useTranslation('products')
  const changeSeo = (changes: Partial<typeof product.seo>): void =>
    onChange({ seo: { ...product.seo, ...changes } })
  return (
    <details className="border-t border-rule pt-4">
      <summary className="font-semibold">{t('more.title')}</summary>
      <div className="flex flex-col gap-3 pt-3">
        <ImagesEditor {...{ product, disabled, onChange }} />
        <div className="grid grid-cols-2 gap-3">
          <TextField
            label={t('more.seoTitle')}
            value={product.seo.title}
            disabled={disabled}
            maxLength={300}
            onChange={(event) => changeSeo({ title: event.target.value })}
          />
          <TextField
            label={t('more.slug')}
            hint={t('more.slugHint')}
            value={product.seo.slug}
            disabled={disabled}
            maxLength={200}
            onChange={(event) => changeSeo({ slug: event.target.value })}
          />
          <TextareaField
            label={t('more.seoDescription')}
            value={product.seo.description}
            disabled={disabled}
            maxLength={1_000}
            rows={2}
            className="col-span-2"
            onChange={(event) => changeSeo({ description: event.target.value })}
          />
        </div>
      </div>
    </details>
  )
}

function ImagesEditor({ product, disabled, onChange }: ProductPartProps) {
  const { t } = useTranslation('products')
  const deps = useDeps()
  const { images } = product
  const change = (id: string, changes: { url?: string; alt?: string }): void =>
    onChange({ images: images.map((image) => (image.id === id ? { ...image, ...changes } : image)) })
  return (
    <fieldset aria-label={t('more.images')} className="flex flex-col gap-2">
      {images.map((image, i) => (
        <div key={image.id} className="flex items-end gap-2">
          <TextField
            label={t('more.imageUrl', { number: i + 1 })}
            type="url"
            value={image.url}
            disabled={disabled}
            maxLength={2_000}
            error={image.url === '' || isWebAddress(image.url) ? null : t('more.notAnAddress')}
            className="flex-1"
            onChange={(event) => change(image.id, { url: event.target.value })}
          />
          <TextField
            label={t('more.imageAlt', { number: i + 1 })}
            value={image.alt}
            disabled={disabled}
            maxLength={300}
            className="flex-1"
            onChange={(event) => change(image.id, { alt: event.target.value })}
          />
          <IconButton
            label={t('more.removeImage', { number: i + 1 })}
            icon={<Trash2 aria-hidden />}
            disabled={disabled}
            onClick={() => onChange({ images: images.filter(({ id }) => id !== image.id) })}
          />
        </div>
      ))}
      {!disabled && images.length < 50 && (
        <div>
          <Button
            size="sm"
            icon={<Plus aria-hidden />}
            onClick={() => onChange({ images: [...images, { id: deps.ids.next(), url: '', alt: '' }] })}
          >
            {t('more.addImage')}
          </Button>
        </div>
      )}
    </fieldset>
  )
}

function isWebAddress(text: string): boolean {
  const url = URL.parse(text)
  return url !== null && (url.protocol === 'https:' || url.protocol === 'http:')
}
