import { useSettings, useShop } from '@renderer/db/hooks.ts'
import { useOpenCounts } from '@renderer/projections/hooks.ts'
import { Button } from '@renderer/ui/button.tsx'
import { Checkbox } from '@renderer/ui/checkbox.tsx'
import { SelectField } from '@renderer/ui/select-field.tsx'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCategories } from '../products/public.ts'
import type { CountModel } from './use-count.ts'
import { useCountText } from './use-count-text.ts'

/** Join a count that is under way, or begin one. */
export function CountStart({ count }: { count: CountModel }) {
  const { t } = useTranslation('stock')
  const { t: tCounts } = useTranslation('counts')
  const { locationId } = useShop()
  const categories = useCategories() ?? []
  const locations = useSettings('location') ?? []
  const [place, setPlace] = useState(locationId)
  const [chosen, setChosen] = useState('')
  const [blind, setBlind] = useState(true)
  const categoryId = categories.find(({ id }) => id === chosen)?.id ?? null
  return (
    <div className="flex max-w-md flex-col gap-4">
      <OpenCounts count={count} />
      {locations.length > 1 && (
        <SelectField
          label={t('field.location')}
          value={place}
          options={locations.map(({ id, value }) => ({ value: id, label: value.name }))}
          onChange={setPlace}
        />
      )}
      <SelectField
        label={t('countDialog.what')}
        hint={t('countDialog.whatHint')}
        value={chosen}
        options={[
          { value: '', label: t('countDialog.byScan') },
          ...categories.map(({ id, path }) => ({ value: String(id), label: path })),
        ]}
        onChange={setChosen}
      />
      <Checkbox
        label={tCounts('showExpected')}
        hint={tCounts('showExpectedHint')}
        checked={!blind}
        onChange={(shown) => setBlind(!shown)}
      />
      <div>
        <Button variant="primary" onClick={() => void count.start({ categoryId, locationId: place, blind })}>
          {t('countDialog.start')}
        </Button>
      </div>
    </div>
  )
}

function OpenCounts({ count }: { count: CountModel }) {
  const { t } = useTranslation('counts')
  const rows = useOpenCounts() ?? []
  const text = useCountText()
  if (rows.length === 0) return null
  return (
    <section aria-label={t('underWay')} className="flex flex-col gap-2 border-b border-rule pb-4">
      <h3 className="font-medium">{t('underWay')}</h3>
      <ul className="flex flex-col gap-2">
        {rows.map((row) => (
          <li key={row.sessionId} className="flex items-center justify-between gap-3">
            <div>
              <p>{text.title(row)}</p>
              <p className="text-sm text-ink-muted">{text.progress(row)}</p>
            </div>
            <Button size="sm" onClick={() => count.join(row.sessionId)}>
              {text.invite(row)}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}
