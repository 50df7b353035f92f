import { quantity } from '@shared/kernel/quantity.ts'
import { useTranslation } from 'react-i18next'
import type { CarryFile, CarryTally } from '../../sync/sync-context.ts'
import { Banner } from '../../ui/banner.tsx'
import { DateTimeText } from '../../ui/date-time-text.tsx'
import { DescriptionList } from '../../ui/description-list.tsx'
import { QuantityText } from '../../ui/quantity-text.tsx'
import { useRefusalText } from './refusal-text.ts'
import { useDeviceName, useStaffName } from './use-names.ts'

/** What the file holds, by its own head and by what the server says of it. */
export function CarryPreview({ file, tally }: { file: CarryFile; tally: CarryTally }) {
  const { t } = useTranslation('carry')
  const deviceName = useDeviceName()
  const staffName = useStaffName()
  const { header } = file
  const fresh = tally.taken + tally.merged
  const amount = (count: number) => <QuantityText value={quantity(count)} />
  return (
    <section aria-label={t('file.label')} className="flex flex-col gap-3">
      {fresh === 0 && tally.refused.length === 0 && <Banner tone="info" title={t('nothingNew')} />}
      <DescriptionList
        items={[
          { term: t('file.device'), value: deviceName(header.deviceId) },
          { term: t('file.people'), value: header.authors.map(staffName).join(', ') },
          { term: t('file.since'), value: <DateTimeText at={header.since} /> },
          { term: t('file.madeAt'), value: <DateTimeText at={header.madeAt} /> },
          { term: t('file.changes'), value: amount(header.changes) },
          { term: t('file.fresh'), value: amount(fresh) },
          { term: t('file.present'), value: amount(tally.present) },
          { term: t('file.refused'), value: amount(tally.refused.length) },
        ]}
      />
      <RefusedChanges refused={tally.refused} />
    </section>
  )
}

/** What became of the changes of a file, in sentences. */
export function CarryOutcome({ tally }: { tally: CarryTally }) {
  const { t } = useTranslation('carry')
  const { merged, present, refused } = tally
  return (
    <Banner
      tone={refused.length > 0 ? 'warning' : 'success'}
      title={t('done.title', { count: tally.taken + merged })}
    >
      {merged > 0 && <p>{t('done.merged', { count: merged })}</p>}
      {present > 0 && <p>{t('done.present', { count: present })}</p>}
      {refused.length > 0 && <p>{t('done.refused', { count: refused.length })}</p>}
      <RefusedChanges refused={refused} />
      <p>{t('done.keep')}</p>
    </Banner>
  )
}

/** Each reason once. */
function RefusedChanges({ refused }: Pick<CarryTally, 'refused'>) {
  const { t } = useTranslation('sync')
  const reason = useRefusalText()
  const lines = new Set(
    refused.map(({ collection, refusal }) => `${t(`collection.${collection}`)} – ${reason(refusal)}`),
  )
  if (lines.size === 0) return null
  return (
    <ul className="list-disc pl-5">
      {[...lines].map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  )
}
