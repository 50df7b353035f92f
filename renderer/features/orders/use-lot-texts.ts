import { formatBusinessDay, formatMeasure } from '@renderer/i18n/format.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import type { OrderLine } from '@shared/schemas/orders.schema.ts'
import { useTranslation } from 'react-i18next'

/** What a buyer reads of a line's lots and serial numbers, each with its day, and with its units where there are several. */
export function useLotTexts(): (line: Pick<OrderLine, 'lots' | 'unit'>) => string[] {
  const { t } = useTranslation('lots')
  const locale = useLocale()
  return ({ lots = [], unit }) =>
    lots.map(({ lot, quantity, expiry, serial }) => {
      const name = t(serial ? 'serial' : 'lot', { lot })
      const counted = lots.length > 1 && !serial
      const units = counted ? t('units', { lot: name, units: formatMeasure(quantity, unit, locale) }) : name
      const day = expiry === undefined ? '' : `, ${t('expires', { day: formatBusinessDay(expiry, locale) })}`
      return `${units}${day}`
    })
}
