import { TextField } from '@renderer/ui/text-field.tsx'
import type { Variant } from '@shared/schemas/products.schema.ts'
import { useTranslation } from 'react-i18next'

interface OptionInputsProps {
  variant: Variant
  names: readonly string[]
  /** Which variant, for the fields' names. */
  of: string
  onChange: (changes: Partial<Variant>) => void
}

export function OptionInputs({ variant, names, of, onChange }: OptionInputsProps) {
  const { t } = useTranslation('products')
  const valueFor = (name: string): string =>
    variant.options.find((option) => option.name === name)?.value ?? ''
  const change = (name: string, value: string): void => {
    const options = names
      .map((known) => ({ name: known, value: known === name ? value : valueFor(known) }))
      .filter((option) => option.value !== '')
    onChange({ options })
  }
  return (
    <div className="flex flex-col gap-1">
      {names.map((name) => (
        <TextField
          key={name}
          size="sm"
          hideLabel
          label={t('variant.fieldOf', { field: name, variant: of })}
          placeholder={name}
          value={valueFor(name)}
          maxLength={120}
          disabled={variant.archived}
          onChange={(event) => change(name, event.target.value)}
        />
      ))}
    </div>
  )
}
