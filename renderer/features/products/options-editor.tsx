import { Button } from '@renderer/ui/button.tsx'
import { IconButton } from '@renderer/ui/icon-button.tsx'
import { TextField } from '@renderer/ui/text-field.tsx'
import type { Product, Variant } from '@shared/schemas/products.schema.ts'
import { Plus, Trash2 } from 'lucide-react'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  axesOf,
  combinationCount,
  MAX_AXES,
  MAX_VARIANTS,
  missingCombinations,
  readValues,
} from './option-combinations.ts'

interface OptionsEditorProps {
  product: Product
  onGenerate: (options: readonly Variant['options'][]) => void
  /** The one variant of a simple product becomes the first combination, so that its codes and stock stay. */
  onName: (options: Variant['options']) => void
}

interface TypedAxis {
  readonly key: number
  readonly name: string
  readonly values: string
}

/** "Size: S, M, L" and "Colour: red, blue" make the six variants that are missing. */
export function OptionsEditor({ product, onGenerate, onName }: OptionsEditorProps) {
  const { t } = useTranslation('products')
  const titleId = useId()
  const [axes, setAxes] = useState<readonly TypedAxis[] | null>(null)
  if (axes === null) {
    const known = axesOf(product.variants).map((axis, key) => ({
      key,
      name: axis.name,
      values: axis.values.join(', '),
    }))
    return (
      <div>
        <Button
          size="sm"
          icon={<Plus aria-hidden />}
          onClick={() => setAxes(known.length > 0 ? known : [{ key: 0, name: '', values: '' }])}
        >
          {t('options.open')}
        </Button>
      </div>
    )
  }
  const read = axes.map(({ name, values }) => ({ name: name.trim(), values: readValues(values) }))
  const missing = missingCombinations(read, product.variants)
  const tooMany =
    combinationCount(read) > MAX_VARIANTS || product.variants.length + missing.length > MAX_VARIANTS
  const generate = (): void => {
    const [only] = product.variants
    const isSimple = product.variants.length === 1 && only?.options.length === 0
    const [first, ...rest] = missing
    if (isSimple && first) onName(first)
    onGenerate(isSimple ? rest : missing)
    setAxes(null)
  }
  const change = (key: number, changes: Partial<TypedAxis>): void =>
    setAxes(axes.map((axis) => (axis.key === key ? { ...axis, ...changes } : axis)))
  return (
    <fieldset
      aria-labelledby={titleId}
      className="flex flex-col gap-2 rounded-md border border-rule bg-surface p-3"
    >
      <p id={titleId} className="font-medium">
        {t('options.title')}
      </p>
      {axes.map((axis, i) => (
        <div key={axis.key} className="flex items-end gap-2">
          <TextField
            label={t('options.name', { number: i + 1 })}
            placeholder={t('options.namePlaceholder')}
            value={axis.name}
            maxLength={80}
            className="w-40"
            onChange={(event) => change(axis.key, { name: event.target.value })}
          />
          <TextField
            label={t('options.values', { number: i + 1 })}
            placeholder={t('options.valuesPlaceholder')}
            value={axis.values}
            className="flex-1"
            onChange={(event) => change(axis.key, { values: event.target.value })}
          />
          <IconButton
            label={t('options.remove', { number: i + 1 })}
            icon={<Trash2 aria-hidden />}
            onClick={() => setAxes(axes.filter(({ key }) => key !== axis.key))}
          />
        </div>
      ))}
      <p role="status" className="text-xs text-ink-muted">
        {tooMany
          ? t('options.tooMany', { max: MAX_VARIANTS })
          : t('options.missing', { count: missing.length })}
      </p>
      <div className="flex gap-2">
        {axes.length < MAX_AXES && (
          <Button
            size="sm"
            onClick={() =>
              setAxes([
                ...axes,
                { key: Math.max(-1, ...axes.map(({ key }) => key)) + 1, name: '', values: '' },
              ])
            }
          >
            {t('options.addAxis')}
          </Button>
        )}
        <Button size="sm" variant="primary" disabled={missing.length === 0 || tooMany} onClick={generate}>
          {t('options.generate')}
        </Button>
        <Button size="sm" variant="ghost" onClick={() => setAxes(null)}>
          {t('options.cancel')}
        </Button>
      </div>
    </fieldset>
  )
}
