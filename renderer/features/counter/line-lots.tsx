import { Badge } from '@renderer/ui/badge.tsx'
import { isExpired, sumShares } from '@shared/domain/stock/lots.ts'
import type { LotShare } from '@shared/schemas/postings.ts'
import { CalendarX2, PackageSearch, TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useExpiryText, useToday } from '../lots/public.ts'
import type { CounterLine } from './cart.ts'
import { useCounter } from './counter-context.tsx'

/** Which lots a line takes, in small: pressed, another one can be chosen. Nothing for goods that are not told apart. */
export function LineLots({ line, lots }: { line: CounterLine; lots: readonly LotShare[] }) {
  const { t } = useTranslation('lots')
  const open = useCounter((state) => state.open)
  const today = useToday()
  if (line.tracking === undefined && lots.length === 0) return null
  const isSerial = line.tracking === 'serial'
  const missing = isSerial ? line.quantity - sumShares(lots) : 0
  const isOver = lots.some(({ expiry }) => isExpired(expiry, today))
  return (
    <button
      type="button"
      aria-label={t(isSerial ? 'counter.chooseSerial' : 'counter.choose', { name: line.name })}
      className="flex min-h-6 max-w-full flex-wrap items-center gap-1 rounded-sm text-left underline decoration-dotted underline-offset-2"
      onClick={() => open({ type: 'lots', lineId: line.id })}
    >
      {lots.length > 0 && (
        <Badge
          tone={isOver ? 'danger' : 'neutral'}
          icon={isOver ? <CalendarX2 aria-hidden /> : <PackageSearch aria-hidden />}
        >
          <LotsText lots={lots} />
        </Badge>
      )}
      {lots.length === 0 && !isSerial && <Badge tone="neutral">{t('none')}</Badge>}
      {missing > 0 && (
        <Badge tone="warning" icon={<TriangleAlert aria-hidden />}>
          {t('counter.missing', { count: missing })}
        </Badge>
      )}
    </button>
  )
}

const MOST_SHOWN = 3

function LotsText({ lots }: { lots: readonly LotShare[] }) {
  const { t } = useTranslation('lots')
  const expiryText = useExpiryText()
  const shown = lots.slice(0, MOST_SHOWN).map(({ lot, quantity, expiry, serial }) => {
    const name = serial ? t('serial', { lot }) : t('lot', { lot })
    const counted = lots.length > 1 && !serial ? t('units', { lot: name, units: quantity }) : name
    return expiry === undefined ? counted : `${counted}, ${expiryText(expiry)}`
  })
  return `${shown.join(' · ')}${lots.length > MOST_SHOWN ? ' …' : ''}`
}
