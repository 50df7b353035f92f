import { useShop } from '@renderer/db/hooks.ts'
import { Banner } from '@renderer/ui/banner.tsx'
import { FormDialog } from '@renderer/ui/form-dialog.tsx'
import { MoneyField } from '@renderer/ui/money-field.tsx'
import { toast } from '@renderer/ui/toast.ts'
import type { Minor } from '@shared/kernel/money.ts'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useTillCommands } from './use-till-commands.ts'
import { useTillFailureText } from './use-till-failure.ts'

/** The float that the drawer begins with. */
export function OpenDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('till')
  const { currency } = useShop()
  const { open } = useTillCommands()
  const failureText = useTillFailureText()
  const [float, setFloat] = useState<Minor | null>(null)
  const [state, setState] = useState<'fill' | 'asked' | 'busy'>('fill')
  const [failure, setFailure] = useState<string | null>(null)

  const submit = async (): Promise<void> => {
    if (state === 'busy') return
    if (float === null) return setState('asked')
    setState('busy')
    const opened = await open(float)
    setState('fill')
    if (!opened.ok) return setFailure(failureText(opened.error))
    toast.success(t('open.opened', { number: opened.value.reference }))
    onClose()
  }
  return (
    <FormDialog
      size="sm"
      title={t('open.title')}
      description={t('open.how')}
      back={t('back')}
      submit={t('open.submit')}
      busy={state === 'busy'}
      onBack={onClose}
      onSubmit={() => void submit()}
    >
      {failure && <Banner tone="danger" title={failure} />}
      <MoneyField
        label={t('open.float')}
        size="lg"
        autoFocus
        required
        value={float}
        currency={currency}
        error={state === 'asked' && float === null ? t('open.floatNeeded') : null}
        onChange={setFloat}
      />
    </FormDialog>
  )
}
