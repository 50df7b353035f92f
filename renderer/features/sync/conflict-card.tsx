import { isCollectionName } from '@shared/schemas/registry.ts'
import type { ConflictPayload, Task } from '@shared/schemas/tasks.schema.ts'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan, useStore } from '../../db/hooks.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { DateTimeText } from '../../ui/date-time-text.tsx'
import { toast } from '../../ui/toast.ts'
import { type Choice, settleConflict } from './settle-conflict.ts'
import { useFieldName } from './use-field-name.ts'
import { useDeviceName, useStaffName } from './use-names.ts'

interface ConflictCardProps {
  readonly task: Task
  readonly payload: ConflictPayload
}

/** Both versions of every field that clashed; the one in use is chosen until a person says otherwise. */
export function ConflictCard({ task, payload }: ConflictCardProps) {
  const { t } = useTranslation('sync')
  const store = useStore()
  const maySettle = useCan('sync.resolve')
  const [choices, setChoices] = useState<readonly Choice[]>(payload.fields.map(() => 'theirs'))
  const collection = isCollectionName(payload.collection)
    ? t(`collection.${payload.collection}`)
    : payload.collection
  const choose = (index: number, choice: Choice) =>
    setChoices(choices.map((held, i) => (i === index ? choice : held)))
  const save = async () => {
    const settled = await settleConflict(store, task, payload, choices)
    if (settled.ok) toast.success(t('done.settled'))
    else toast.error(t('refused.failed', { reason: settled.error.type }))
  }
  return (
    <Card title={t('conflict.title', { collection, label: payload.label })}>
      {!maySettle && <Banner tone="info" title={t('conflict.forbidden')} />}
      {payload.fields.map((field, i) => (
        <FieldChoice
          key={field.path.join('.')}
          field={field}
          payload={payload}
          choice={choices[i] ?? 'theirs'}
          onChoose={(choice) => choose(i, choice)}
        />
      ))}
      <div className="flex justify-end border-t border-rule pt-3">
        <Button variant="primary" disabled={!maySettle} onClick={() => void save()}>
          {t('conflict.save')}
        </Button>
      </div>
    </Card>
  )
}

interface FieldChoiceProps {
  readonly field: ConflictPayload['fields'][number]
  readonly payload: ConflictPayload
  readonly choice: Choice
  readonly onChoose: (choice: Choice) => void
}

function FieldChoice({ field, payload, choice, onChoose }: FieldChoiceProps) {
  const { t } = useTranslation('sync')
  const name = useFieldName()(field.path)
  const group = useId()
  return (
    <fieldset className="border-t border-rule py-2 first:border-t-0">
      <legend className="sr-only">{t('conflict.choose', { field: name })}</legend>
      <div className="grid items-start gap-2 md:grid-cols-[10rem_1fr_1fr_1fr]">
        <p className="font-medium">{name}</p>
        <p className="text-ink-muted">
          {t('conflict.base')}
          <br />
          <Value value={field.base} />
        </p>
        {(['mine', 'theirs'] as const).map((side) => (
          <Version
            key={side}
            side={side}
            group={group}
            value={field[side]}
            about={payload[side]}
            checked={choice === side}
            onChoose={() => onChoose(side)}
          />
        ))}
      </div>
    </fieldset>
  )
}

interface VersionProps {
  readonly side: Choice
  /** The name that the radio buttons of one field share: two cards may be about fields of the same name. */
  readonly group: string
  readonly value: unknown
  readonly about: ConflictPayload['mine']
  readonly checked: boolean
  readonly onChoose: () => void
}

function Version({ side, group, value, about, checked, onChoose }: VersionProps) {
  const { t } = useTranslation('sync')
  const staffName = useStaffName()
  const deviceName = useDeviceName()
  return (
    <label className="flex cursor-pointer gap-2 rounded-md border border-rule p-2 has-checked:border-accent">
      <input type="radio" name={group} checked={checked} onChange={onChoose} className="mt-1" />
      <span className="min-w-0">
        <span className="block font-medium">{t(`conflict.${side}`, { who: staffName(about.by) })}</span>
        <span className="block text-xs text-ink-muted">
          <DateTimeText at={about.at} />, {deviceName(about.deviceId)}
        </span>
        <Value value={value} />
      </span>
    </label>
  )
}

function Value({ value }: { value: unknown }) {
  const { t } = useTranslation('sync')
  const isEmpty = value === null || value === ''
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value)
  return <span className="break-words tabular-nums">{isEmpty ? t('conflict.emptyValue') : text}</span>
}
