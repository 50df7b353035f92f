import { useProjections } from '@renderer/projections/hooks.ts'
import type { CatalogueVariant } from '@renderer/projections/projections.ts'
import { Button } from '@renderer/ui/button.tsx'
import { IconButton } from '@renderer/ui/icon-button.tsx'
import { QuantityText } from '@renderer/ui/quantity-text.tsx'
import { TextField } from '@renderer/ui/text-field.tsx'
import { readLot } from '@shared/domain/stock/lots.ts'
import type { Id } from '@shared/kernel/id.ts'
import { ScanBarcode, X } from 'lucide-react'
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useEscapeFirst } from '../products/public.ts'
import type { StockedVariant } from './stock-lines.ts'

interface VariantPickerProps {
  locationId: Id
  onPick: (variant: StockedVariant) => void
}

/** A code or word that no single item answers to. */
interface Unsettled {
  readonly code: string
  readonly variants: readonly CatalogueVariant[]
}

const withCode = (codes: readonly Unsettled[], added: Unsettled): Unsettled[] => [
  ...codes.filter(({ code }) => code !== added.code),
  added,
]

const SHOWN = 8
const PAUSE_MS = 80

/** Scan or search a variant. A scan is an exact code and Enter: it is added at once and the field is ready for the next. */
export function VariantPicker({ locationId, onPick }: VariantPickerProps) {
  const { t } = useTranslation('stock')
  const projections = useProjections()
  const listId = useId()
  const [text, setText] = useState('')
  const [active, setActive] = useState(0)
  const [notice, setNotice] = useState('')
  const found = useFound(text, locationId)
  const queue = useRef<Promise<void>>(Promise.resolve())
  const field = useRef<HTMLInputElement>(null)
  const [unsettled, setUnsettled] = useState<readonly Unsettled[]>([])

  const pick = (variant: CatalogueVariant): void => {
    setActive(0)
    const { variantId, name } = variant
    if (variant.components) {
      setNotice(t('picker.bundle', { name }))
      return
    }
    projections.onHand([{ variantId, locationId }]).then(
      ([answer]) => {
        if (!answer) return
        onPick({ ...variant, onHand: answer.onHand })
        setNotice(t('picker.added', { name }))
      },
      () => setNotice(t('picker.failed', { name })),
    )
  }
  // Codes are looked up one after the other: a quick scanner is faster than the answers, and none may be lost. What has no
  // single answer waits below the field, so that the field is free for the next scan.
  const enter = (typed: string, chosen: CatalogueVariant | undefined): void => {
    setText('')
    queue.current = queue.current.then(async () => {
      const exact = await projections.findByCode(typed, locationId).catch(() => [])
      const [only] = exact
      if (only && exact.length === 1) pick(only)
      else if (exact.length > 1) setUnsettled((codes) => withCode(codes, { code: typed, variants: exact }))
      else if (chosen) pick(chosen)
      else if (!(await pickByLot(typed))) await search(typed)
    })
  }
  /** A serial number, or the code of a lot, stands for its article. */
  const pickByLot = async (typed: string): Promise<boolean> => {
    const [one, ...others] = await projections.findLot(readLot(typed)).catch(() => [])
    if (!one || others.length > 0) return false
    pick(one.variant)
    return true
  }
  const search = async (typed: string): Promise<void> => {
    const found = await projections.searchVariants({ text: typed, limit: SHOWN, locationId }).catch(() => [])
    const [first] = found
    if (first && found.length === 1) pick(first)
    else setUnsettled((codes) => withCode(codes, { code: typed, variants: found }))
  }
  const settle = (code: string, variant: CatalogueVariant | null): void => {
    setUnsettled((codes) => codes.filter((waiting) => waiting.code !== code))
    if (variant) pick(variant)
    field.current?.focus()
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') {
      event.preventDefault()
      if (text.trim() !== '')
        enter(text.trim(), active > 0 || found.length === 1 ? found[Math.max(0, active - 1)] : undefined)
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      const next = active + (event.key === 'ArrowDown' ? 1 : -1)
      setActive(Math.max(0, Math.min(found.length, next)))
    }
  }
  useEscapeFirst(field, text !== '', () => setText(''))
  const open = text.trim() !== '' && found.length > 0
  return (
    <div className="relative">
      <TextField
        ref={field}
        label={t('picker.label')}
        value={text}
        prefix={<ScanBarcode aria-hidden />}
        role="combobox"
        aria-expanded={open}
        aria-controls={listId}
        aria-activedescendant={open && active > 0 ? `${listId}-${active - 1}` : undefined}
        autoFocus
        onChange={(event) => {
          setText(event.target.value)
          setActive(0)
          setNotice('')
        }}
        onKeyDown={onKeyDown}
      />
      <p role="status" className="min-h-5 pt-0.5 text-xs text-ink-muted">
        {notice}
      </p>
      <div
        id={listId}
        role="listbox"
        aria-label={t('picker.results')}
        hidden={!open}
        className="absolute inset-x-0 top-15 z-20 max-h-72 overflow-y-auto rounded-md border border-rule-strong bg-raised p-1 shadow-lift"
      >
        {found.map((variant, i) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field above answers the keys for its list
          <div
            key={variant.variantId}
            id={`${listId}-${i}`}
            role="option"
            tabIndex={-1}
            aria-selected={i === active - 1}
            onClick={() => {
              setText('')
              pick(variant)
            }}
            className={`flex min-h-8 cursor-pointer items-center gap-3 rounded-sm px-2 hover:bg-hover ${
              i === active - 1 ? 'bg-accent-soft outline-2 -outline-offset-2 outline-focus' : ''
            }`}
          >
            <span className="min-w-0 flex-1 truncate">{variant.name}</span>
            <span className="text-xs text-ink-muted">{variant.sku}</span>
            {variant.onHand !== null && <QuantityText value={variant.onHand} />}
          </div>
        ))}
      </div>
      <UnsettledCodes codes={unsettled} onSettle={settle} />
    </div>
  )
}

interface UnsettledCodesProps {
  codes: readonly Unsettled[]
  onSettle: (code: string, variant: CatalogueVariant | null) => void
}

function UnsettledCodes({ codes, onSettle }: UnsettledCodesProps) {
  const { t } = useTranslation('stock')
  if (codes.length === 0) return null
  return (
    <ul aria-label={t('picker.unsettled')} className="flex flex-col gap-2 pb-1">
      {codes.map(({ code, variants }) => (
        <li
          key={code}
          className="flex flex-wrap items-center gap-2 rounded-md border border-warning bg-warning-soft px-3 py-2"
        >
          <span role="alert" className="font-medium text-warning-ink">
            {variants.length === 0 ? t('picker.unknown', { code }) : t('picker.ambiguous', { code })}
          </span>
          {variants.map((variant) => (
            <Button key={variant.variantId} size="sm" onClick={() => onSettle(code, variant)}>
              {variant.name}
            </Button>
          ))}
          <IconButton
            label={t('picker.dismiss', { code })}
            icon={<X aria-hidden />}
            size="sm"
            className="ml-auto"
            onClick={() => onSettle(code, null)}
          />
        </li>
      ))}
    </ul>
  )
}

function useFound(text: string, locationId: Id): readonly CatalogueVariant[] {
  const projections = useProjections()
  const [found, setFound] = useState<readonly CatalogueVariant[]>([])
  const asked = text.trim()
  useEffect(() => {
    let stopped = false
    if (asked === '') {
      setFound([])
      return
    }
    const timer = setTimeout(async () => {
      const answer = await projections
        .searchVariants({ text: asked, limit: SHOWN, locationId })
        .catch(() => [])
      // A bundle has no stock of its own.
      if (!stopped) setFound(answer.filter(({ components }) => !components))
    }, PAUSE_MS)
    return () => {
      stopped = true
      clearTimeout(timer)
    }
  }, [projections, asked, locationId])
  return found
}
