import { formatMoney } from '@renderer/i18n/format.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import { type CurrencyCode, type Minor, negateMinor } from '@shared/kernel/money.ts'
import type { ShiftFigures } from '@shared/schemas/till.schema.ts'
import { useTranslation } from 'react-i18next'
import { Pair } from '../printing/public.ts'
import { reasonName } from './reason-name.ts'
import { PaperSection } from './till-paper.tsx'

interface PaperDrawerProps {
  figures: ShiftFigures
  currency: CurrencyCode
  /** Whether what should be there may be read. */
  withExpected: boolean
}

/** How the cash in the drawer comes about, line by line. */
export function PaperDrawer({ figures, currency, withExpected }: PaperDrawerProps) {
  const { t } = useTranslation('till')
  const locale = useLocale()
  const { float, cash, movements } = figures
  const line = (term: string, amount: Minor, strong = false) => (
    <Pair term={term} value={formatMoney(amount, currency, locale)} strong={strong} />
  )
  return (
    <PaperSection title={t('slip.drawer')}>
      {line(t('slip.float'), float)}
      {withExpected && (
        <>
          {line(t('slip.tendered'), cash.tendered)}
          {cash.change > 0 && line(t('slip.change'), negateMinor(cash.change))}
          {cash.refunded > 0 && line(t('slip.refunded'), negateMinor(cash.refunded))}
        </>
      )}
      {movements.map(({ id, kind, reason, note, amount }) => (
        <div key={id}>
          {line(reasonName(t, reason), kind === 'cash-in' ? amount : negateMinor(amount))}
          {note !== '' && <p className="pl-3 italic">{note}</p>}
        </div>
      ))}
      {withExpected ? line(t('slip.expected'), cash.expected, true) : <p>{t('slip.hidden')}</p>}
    </PaperSection>
  )
}
