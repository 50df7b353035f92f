import { useAuthor, useDeps, useStore } from '@renderer/db/hooks.ts'
import { Button } from '@renderer/ui/button.tsx'
import { SelectField } from '@renderer/ui/select-field.tsx'
import { TextField } from '@renderer/ui/text-field.tsx'
import { toast } from '@renderer/ui/toast.ts'
import { newEnvelope } from '@shared/domain/authoring.ts'
import { foldText } from '@shared/domain/catalogue/fold-text.ts'
import type { Id } from '@shared/kernel/id.ts'
import { type KeyboardEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCategories } from './categories.ts'
import { explainFailure } from './explain-failure.ts'
import { cleanLine } from './product-edits.ts'
import { useEscapeFirst } from './use-escape-first.ts'
import { writeFailure } from './write-failure.ts'

interface CategoryFieldProps {
  value: Id | null
  disabled: boolean
  onChange: (categoryId: Id | null) => void
}

const NEW = 'new'

/** Choose a category, or name a new one without leaving the form. */
export function CategoryField({ value, disabled, onChange }: CategoryFieldProps) {
  const { t } = useTranslation('products')
  const categories = useCategories() ?? []
  const [naming, setNaming] = useState(false)
  if (naming) {
    return (
      <NewCategory
        onDone={(categoryId) => {
          setNaming(false)
          if (categoryId !== null) onChange(categoryId)
        }}
      />
    )
  }
  return (
    <SelectField
      label={t('field.category')}
      value={value ?? ''}
      disabled={disabled}
      options={[
        { value: '', label: t('field.noCategory') },
        ...categories.map(({ id, path }) => ({ value: String(id), label: path })),
        { value: NEW, label: t('field.newCategory') },
      ]}
      onChange={(chosen) => {
        if (chosen === NEW) setNaming(true)
        else onChange(categories.find(({ id }) => id === chosen)?.id ?? null)
      }}
    />
  )
}

function NewCategory({ onDone }: { onDone: (categoryId: Id | null) => void }) {
  const { t } = useTranslation('products')
  const store = useStore()
  const author = useAuthor()
  const deps = useDeps()
  const categories = useCategories() ?? []
  const [name, setName] = useState('')
  const field = useRef<HTMLInputElement>(null)
  const create = async (): Promise<void> => {
    const clean = cleanLine(name, 120)
    if (clean === '') {
      onDone(null)
      return
    }
    const known = categories.find((category) => foldText(category.name) === foldText(clean))
    if (known) {
      onDone(known.id)
      return
    }
    const setting = {
      ...newEnvelope(author, deps),
      kind: 'category' as const, // the literal, not string
      value: { name: clean, parentId: null, sortOrder: categories.length },
    }
    const failure = await writeFailure(store.insert('settings', setting))
    if (failure) toast.error(explainFailure(t, failure))
    else onDone(setting.id)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') {
      event.preventDefault()
      void create()
    }
  }
  useEscapeFirst(field, true, () => onDone(null))
  return (
    <div className="flex items-end gap-2">
      <TextField
        ref={field}
        label={t('field.newCategoryName')}
        value={name}
        maxLength={120}
        autoFocus
        className="flex-1"
        onChange={(event) => setName(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <Button onClick={() => void create()}>{t('field.createCategory')}</Button>
    </div>
  )
}
