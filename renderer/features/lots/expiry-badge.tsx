import { Badge, type Tone } from '@renderer/ui/badge.tsx'
import { type BusinessDay, daysBetween } from '@shared/kernel/business-day.ts'
import { CalendarX2 } from 'lucide-react'
import { useExpiryText, useToday } from './use-expiry.ts'

/** From here on somebody should think of selling it. */
const SOON_DAYS = 14

export function ExpiryBadge({ expiry }: { expiry: BusinessDay | null | undefined }) {
  const text = useExpiryText()
  const today = useToday()
  const left = expiry === null || expiry === undefined ? null : daysBetween(today, expiry)
  if (left === null) return <span className="text-ink-muted">{text(null)}</span>
  return (
    <Badge tone={toneOf(left)} icon={left < 0 ? <CalendarX2 aria-hidden /> : undefined}>
      {text(expiry)}
    </Badge>
  )
}

function toneOf(left: number): Tone {
  if (left < 0) return 'danger'
  return left <= SOON_DAYS ? 'warning' : 'neutral'
}
