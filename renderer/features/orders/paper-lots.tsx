import { formatBusinessDay, formatMeasure } from '@renderer/i18n/format.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import type { OrderLine } from '@shared/schemas/orders.schema.ts'
import { useTranslation } from 'react-i18next'

/** Which pieces the buyer took: for a guarantee, and for a lot that is called back. */
export function PaperLots({ line: { lots = [], unit } }: { line: Pick<OrderLine, 'lots' | 'unit'> }) {
  const { t } = useTranslation('lots')
  const locale = useLocale()
  return lots.map(({ lot, quantity, expiry, serial }) => {
    const name = t(serial ? 'serial' : 'lot', { lot })
    const counted = lots.length > 1 && !serial
    const units = counted ? t('units', { lot: name, units: formatMeasure(quantity, unit, locale) }) : name
    const day = expiry === undefined ? '' : `, ${t('expires', { day: formatBusinessDay(expiry, locale) })}`
    return <p key={lot}>{`${units}${day}`}</p>
  })
}
