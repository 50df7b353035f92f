import { formatMeasure, formatTime } from '@renderer/i18n/format.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import { Banner } from '@renderer/ui/banner.tsx'
import { SelectField } from '@renderer/ui/select-field.tsx'
import type { CountChoice, OneCount } from '@shared/domain/stock/count-progress.ts'
import type { Id } from '@shared/kernel/id.ts'
import type { Unit } from '@shared/schemas/products.schema.ts'
import { useTranslation } from 'react-i18next'
import type { CountComparison } from './compare-count.ts'
import { usePeople } from './use-people.ts'

interface CountSharedProps {
  shared: CountComparison['shared']
  names: CountComparison['names']
  onChoose: (variantId: Id, choice: CountChoice) => void
}

/** What several people counted: on shelves that add up, or twice on the same one (COUNT-5). */
export function CountShared({ shared, names, onChoose }: CountSharedProps) {
  const { t } = useTranslation('counts')
  const locale = useLocale()
  const said = useSaid()
  const sumOf = (counts: readonly OneCount[]): number => counts.reduce((sum, { counted }) => sum + counted, 0)
  return (
    <section aria-label={t('shared.label')} className="flex flex-col gap-2">
      <Banner tone="warning" title={t('shared.title', { count: shared.length })}>
        {t('shared.body')}
      </Banner>
      <ul className="grid gap-2 xl:grid-cols-2">
        {shared.map(({ variantId, counts, choice }) => {
          const { name, unit } = names.get(variantId) ?? { name: '' }
          return (
            <li key={variantId}>
              <SelectField<CountChoice>
                label={name}
                value={choice}
                options={[
                  {
                    value: 'all',
                    label: t('shared.all', { sum: formatMeasure(sumOf(counts), unit, locale) }),
                  },
                  ...counts.map((one) => ({
                    value: one.pageId,
                    label: t('shared.only', { said: said(one, unit) }),
                  })),
                ]}
                hint={counts.map((one) => said(one, unit)).join(' · ')}
                onChange={(chosen) => onChoose(variantId, chosen)}
              />
            </li>
          )
        })}
      </ul>
    </section>
  )
}

/** Who counted how many, where and when. */
function useSaid(): (one: OneCount, unit?: Unit) => string {
  const { t } = useTranslation('counts')
  const locale = useLocale()
  const { staffName, deviceName } = usePeople()
  return ({ staffId, deviceId, counted, at }, unit) =>
    t('shared.said', {
      name: staffName(staffId) || t('somebody'),
      device: deviceName(deviceId),
      counted: formatMeasure(counted, unit, locale),
      time: formatTime(at, locale),
    })
}
