import { formatMeasure } from '@renderer/i18n/format.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import { useLots } from '@renderer/projections/hooks.ts'
import type { StockRow } from '@renderer/projections/projections.ts'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ExpiryBadge } from '../lots/public.ts'
import { LotSheet } from './lot-sheet.tsx'

/** The lots on one shelf; nothing for goods that never had one. */
export function ShelfLots({ row, onHand }: { row: StockRow; onHand: number }) {
  const { t } = useTranslation('lots')
  const locale = useLocale()
  const [open, setOpen] = useState<string | null>(null)
  const { variantId, locationId } = row
  const variantIds = useMemo(() => [variantId], [variantId])
  const lots = useLots({ variantIds, locationId, limit: 500 })?.rows ?? []
  const without = onHand - lots.reduce((sum, { quantity }) => sum + quantity, 0)
  if (lots.length === 0) return null
  return (
    <section aria-label={t('sheet.ofShelf')} className="flex flex-col gap-1">
      <h3 className="text-xs font-medium text-ink-muted">{t('sheet.ofShelf')}</h3>
      <ul className="flex max-h-36 flex-wrap gap-2 overflow-y-auto">
        {lots.map(({ lot, serial, expiry, quantity, unit }) => (
          <li key={lot}>
            <button
              type="button"
              className="flex min-h-8 items-center gap-2 rounded-md border border-rule-strong bg-raised px-2 hover:bg-hover"
              onClick={() => setOpen(lot)}
            >
              <span className="font-medium">{t(serial ? 'serial' : 'lot', { lot })}</span>
              {expiry !== null && <ExpiryBadge expiry={expiry} />}
              {!serial && <span className="tabular-nums">{formatMeasure(quantity, unit, locale)}</span>}
            </button>
          </li>
        ))}
        {without !== 0 && (
          <li className="flex min-h-8 items-center gap-2 px-2 text-ink-muted">
            {t('none')} <span className="tabular-nums">{formatMeasure(without, row.unit, locale)}</span>
          </li>
        )}
      </ul>
      {open !== null && <LotSheet variantId={variantId} lot={open} onClose={() => setOpen(null)} />}
    </section>
  )
}
