import { useAuthor, useDeps, useSettings } from '@renderer/db/hooks.ts'
import { Banner } from '@renderer/ui/banner.tsx'
import { Button } from '@renderer/ui/button.tsx'
import { Checkbox } from '@renderer/ui/checkbox.tsx'
import { FormDialog } from '@renderer/ui/form-dialog.tsx'
import { IconButton } from '@renderer/ui/icon-button.tsx'
import { Segmented } from '@renderer/ui/segmented.tsx'
import { SelectField } from '@renderer/ui/select-field.tsx'
import { toast } from '@renderer/ui/toast.ts'
import { newSetting } from '@shared/domain/settings/setting.ts'
import type { ScaleRule } from '@shared/schemas/settings.schema.ts'
import { Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCounter } from './counter-context.tsx'
import { useKeepSetting } from './use-keep-setting.ts'

const PREFIXES = ['20', '21', '22', '23', '24', '25', '26', '27', '28', '29'] as const
const DIGITS = ['4', '5', '6'] as const

/** How the labels of the shop's scales are written, one line for each prefix. */
export function ScaleLabelsDialog() {
  const kept = useSettings('scale-labels')
  return kept === undefined ? null : <ScaleLabelsForm start={kept[0]?.value.rules ?? []} />
}

function ScaleLabelsForm({ start }: { start: readonly ScaleRule[] }) {
  const { t } = useTranslation('counter')
  const close = useCounter((state) => state.close)
  const author = useAuthor()
  const deps = useDeps()
  const { keep } = useKeepSetting()
  const [rules, setRules] = useState<readonly ScaleRule[]>(start)
  const [busy, setBusy] = useState(false)
  const free = PREFIXES.filter((prefix) => !rules.some((rule) => rule.prefix === prefix))
  const change = (at: number, changes: Partial<ScaleRule>): void =>
    setRules(rules.map((rule, index) => (index === at ? { ...rule, ...changes } : rule)))
  const save = async (): Promise<void> => {
    setBusy(true)
    const stored = await keep(newSetting('scale-labels', { rules: [...rules] }, author, deps))
    setBusy(false)
    if (!stored) return void toast.error(t('scale.failed'), { description: t('scale.failedHow') })
    toast.success(t('scale.saved'))
    close()
  }
  return (
    <FormDialog
      size="lg"
      title={t('scale.title')}
      description={t('scale.how')}
      back={t('scale.cancel')}
      submit={t('scale.save')}
      busy={busy}
      onBack={close}
      onSubmit={() => void save()}
      aside={
        <Button
          size="lg"
          className="mr-auto"
          icon={<Plus aria-hidden />}
          disabled={free.length === 0}
          onClick={() => {
            const [prefix] = free
            if (prefix)
              setRules([...rules, { prefix, articleDigits: 5, holds: 'weight', provesValue: false }])
          }}
        >
          {t('scale.add')}
        </Button>
      }
    >
      {rules.length === 0 && <Banner tone="info" title={t('scale.none')} />}
      {rules.map((rule, at) => (
        <RuleFields
          key={rule.prefix}
          rule={rule}
          free={free}
          onChange={(changes) => change(at, changes)}
          onRemove={() => setRules(rules.filter((_, index) => index !== at))}
        />
      ))}
    </FormDialog>
  )
}

interface RuleFieldsProps {
  rule: ScaleRule
  free: readonly string[]
  onChange: (changes: Partial<ScaleRule>) => void
  onRemove: () => void
}

function RuleFields({ rule, free, onChange, onRemove }: RuleFieldsProps) {
  const { t } = useTranslation('counter')
  const { prefix, articleDigits, holds, provesValue } = rule
  const valueDigits = 10 - articleDigits - (provesValue ? 1 : 0)
  const drawn = `${prefix} ${t('scale.drawnArticle').repeat(articleDigits)} ${provesValue ? 'C ' : ''}${t(
    `scale.drawnValue.${holds}`,
  ).repeat(valueDigits)} C`
  return (
    <fieldset className="grid grid-cols-[6rem_8rem_minmax(0,1fr)_auto] items-end gap-3 border-b border-rule pb-3">
      <legend className="sr-only">{t('scale.rule', { prefix })}</legend>
      <SelectField
        label={t('scale.prefix')}
        size="lg"
        value={prefix}
        options={[prefix, ...free].sort().map((value) => ({ value, label: value }))}
        onChange={(chosen) => onChange({ prefix: chosen })}
      />
      <SelectField
        label={t('scale.digits')}
        size="lg"
        value={String(articleDigits)}
        options={DIGITS.map((value) => ({ value: String(value), label: value }))}
        onChange={(digits) => onChange({ articleDigits: Number(digits) })}
      />
      <Segmented
        label={t('scale.holds')}
        size="lg"
        value={holds}
        options={[
          { value: 'weight', label: t('scale.weight') },
          { value: 'price', label: t('scale.price') },
        ]}
        onChange={(chosen) => onChange({ holds: chosen })}
      />
      <IconButton
        size="lg"
        danger
        label={t('scale.remove', { prefix })}
        icon={<Trash2 aria-hidden />}
        onClick={onRemove}
      />
      <div className="col-span-4 flex flex-wrap items-center justify-between gap-3">
        <Checkbox
          label={t('scale.proves')}
          checked={provesValue}
          onChange={(checked) => onChange({ provesValue: checked })}
        />
        <code className="text-ink-muted">{drawn}</code>
      </div>
    </fieldset>
  )
}
