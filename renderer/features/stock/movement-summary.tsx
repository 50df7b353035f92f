import { useSettings } from '@renderer/db/hooks.ts'
import { QuantityText } from '@renderer/ui/quantity-text.tsx'
import { useTranslation } from 'react-i18next'
import { isDispatch, type MovementDraft, signOf } from './movement-draft.ts'

const SHOWN = 12

/** What will be posted, in the words and figures of the shelf. */
export function MovementSummary({ draft }: { draft: MovementDraft }) {
  const { t } = useTranslation('stock')
  const locations = useSettings('location')
  const sign = signOf(draft)
  const to = locations?.find(({ id }) => id === draft.toLocationId)?.value.name
  const rest = draft.lines.length - SHOWN
  return (
    <div className="flex flex-col gap-2">
      {to !== undefined && <p>{t('summary.to', { location: to })}</p>}
      <ul aria-label={t('summary.label')} className="flex max-h-64 flex-col gap-1 overflow-y-auto text-ink">
        {draft.lines.slice(0, SHOWN).map((line) => (
          <li key={line.variantId} className="flex items-baseline gap-3">
            <span className="min-w-0 flex-1 truncate">{line.name}</span>
            <span className="font-medium">
              <QuantityText value={sign * line.quantity} unit={line.unit} sign />
            </span>
            <span className="text-ink-muted">
              <QuantityText value={line.onHand} unit={line.unit} /> →{' '}
              <QuantityText value={line.onHand + sign * line.quantity} unit={line.unit} />
            </span>
          </li>
        ))}
      </ul>
      {rest > 0 && <p>{t('summary.more', { count: rest })}</p>}
      <p>{t(isDispatch(draft) ? 'summary.inTransit' : 'summary.undoable')}</p>
    </div>
  )
}
