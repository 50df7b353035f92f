import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RefusedRecord } from '../../db/local-tables.ts'
import type { ResendFailure } from '../../sync/refused-writes.ts'
import { useSync } from '../../sync/sync-context.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { toast } from '../../ui/toast.ts'
import { type EditableValue, editableValues, readTyped, withValue } from './editable-values.ts'
import { useRefusalText } from './refusal-text.ts'
import { useFieldName } from './use-field-name.ts'

interface ResendDialogProps {
  readonly record: RefusedRecord
  readonly onClose: () => void
}

/** Every value of a refused change, to be corrected and sent again. */
export function ResendDialog({ record, onClose }: ResendDialogProps) {
  const { t } = useTranslation('sync')
  const { refused } = useSync()
  const reason = useRefusalText()
  const [document, setDocument] = useState<Readonly<Record<string, unknown>>>(record.document)
  const [failure, setFailure] = useState<ResendFailure | null>(null)

  const resend = async () => {
    const sent = await refused.resend(record, document)
    if (!sent.ok) {
      setFailure(sent.error)
      return
    }
    toast.success(t(sent.value.clashes > 0 ? 'done.resentWithConflict' : 'done.resent'))
    onClose()
  }
  const change = (path: EditableValue['path'], value: string | number | boolean | null) =>
    setDocument((current) => withValue(current, path, value) as Readonly<Record<string, unknown>>) // a document stays an object
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      size="lg"
      title={t('refused.editTitle')}
      description={t('refused.editBody')}
      footer={
        <Button variant="primary" onClick={() => void resend()}>
          {t('refused.resend')}
        </Button>
      }
    >
      <div className="flex flex-col gap-3">
        <Banner tone="warning" title={reason(record.refusal)} />
        {failure && <FailureBanner failure={failure} />}
        {editableValues(document).map((item) => (
          <ValueField key={item.path.join('.')} item={item} onChange={(value) => change(item.path, value)} />
        ))}
      </div>
    </Dialog>
  )
}

function FailureBanner({ failure }: { failure: ResendFailure }) {
  const { t } = useTranslation('sync')
  const text =
    failure.type === 'Unreadable'
      ? t('refused.unreadable', { issues: failure.issues.join(' ; ') })
      : t('refused.failed', { reason: failure.type })
  return <Banner tone="danger" title={text} />
}

function ValueField({
  item,
  onChange,
}: {
  item: EditableValue
  onChange: (value: string | number | boolean | null) => void
}) {
  const label = useFieldName()(item.path.map(String))
  const { value } = item
  if (typeof value === 'boolean') return <Checkbox label={label} checked={value} onChange={onChange} />
  return (
    <TextField
      label={label}
      defaultValue={value === null ? '' : String(value)}
      inputMode={typeof value === 'number' ? 'decimal' : 'text'}
      onBlur={(event) => onChange(readTyped(event.target.value, value))}
    />
  )
}
