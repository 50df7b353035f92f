import type { CatalogueVariant } from '@renderer/projections/projections.ts'
import { type FieldSize, TextField } from '@renderer/ui/text-field.tsx'
import type { Id } from '@shared/kernel/id.ts'
import { Search } from 'lucide-react'
import { type KeyboardEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { comboboxProps } from './combobox-props.ts'
import { OptionList, OptionRow } from './option-list.tsx'
import { useEntrySearch } from './use-entry-search.ts'
import { VariantPrice } from './variant-price.tsx'

interface ArticleSearchProps {
  label: string
  autoFocus?: boolean
  size?: FieldSize
  /** Chosen already: not offered again. */
  taken: ReadonlySet<Id>
  onChoose: (variant: CatalogueVariant) => void
}

const SHOWN = 6

/** Finds one article after the other by typed words, without taking what is scanned. */
export function ArticleSearch({
  label,
  taken,
  onChoose,
  autoFocus = false,
  size = 'lg',
}: ArticleSearchProps) {
  const { t } = useTranslation('counter')
  const [text, setText] = useState('')
  const [active, setActive] = useState(0)
  const listId = useId()
  const found = useEntrySearch(text.trim())
  const variants = (found?.variants ?? []).filter(({ variantId }) => !taken.has(variantId)).slice(0, SHOWN)
  const at = Math.min(active, variants.length - 1)
  const choose = (variant: CatalogueVariant): void => {
    onChoose(variant)
    setText('')
    setActive(0)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') {
      event.preventDefault()
      const chosen = variants[at]
      if (chosen) choose(chosen)
    } else if (variants.length > 0 && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault()
      const step = event.key === 'ArrowDown' ? 1 : -1
      setActive((at + step + variants.length) % variants.length)
    }
  }
  return (
    <div className="flex flex-col gap-1">
      <TextField
        label={label}
        size={size}
        autoFocus={autoFocus}
        {...comboboxProps(listId, variants.length > 0, at)}
        prefix={<Search aria-hidden />}
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          setActive(0)
        }}
        onKeyDown={onKeyDown}
      />
      <OptionList
        id={listId}
        label={t('scan.results')}
        hidden={variants.length === 0}
        className="rounded-md border border-rule-strong bg-raised"
      >
        {variants.map((variant, index) => (
          <OptionRow
            key={variant.variantId}
            id={`${listId}-${index}`}
            active={index === at}
            onChoose={() => choose(variant)}
            className="flex items-center justify-between gap-4"
          >
            <span className="min-w-0 truncate font-medium">{variant.name}</span>
            <VariantPrice variant={variant} />
          </OptionRow>
        ))}
      </OptionList>
      {found && variants.length === 0 && (
        <p role="status" className="text-ink-muted">
          {t('favourites.notFound')}
        </p>
      )}
    </div>
  )
}
