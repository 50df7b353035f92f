import { useShop } from '@renderer/db/hooks.ts'
import { Banner } from '@renderer/ui/banner.tsx'
import { Button } from '@renderer/ui/button.tsx'
import { Dialog } from '@renderer/ui/dialog.tsx'
import { MoneyField } from '@renderer/ui/money-field.tsx'
import { toast } from '@renderer/ui/toast.ts'
import type { Minor } from '@shared/kernel/money.ts'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useTillCommands } from './use-till-commands.ts'
import { useTillFailureText } from './use-till-failure.ts'

/** The float that the drawer begins with. */
export function OpenDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('till')
  const formId = useId()
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
    <Dialog
      open
      size="sm"
      onOpenChange={onClose}
      title={t('open.title')}
      description={t('open.how')}
      footer={
        <>
          <Button size="lg" onClick={onClose}>
            {t('back')}
          </Button>
          <Button size="lg" variant="primary" type="submit" form={formId} busy={state === 'busy'}>
            {t('open.submit')}
          </Button>
        </>
      }
    >
      <form
        noValidate
        id={formId}
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
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
      </form>
    </Dialog>
  )
}
