import { type FormEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { PIN_PATTERN } from '../../session/pin-lock.ts'
import { useSessionManager } from '../../session/session-context.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { toast } from '../../ui/toast.ts'

interface SetPinDialogProps {
  open: boolean
  /** Said first, when the PIN is needed for what the person has just asked for. */
  reason?: string | undefined
  onClose: () => void
}

const onlyDigits = (text: string): string => text.replace(/\D/g, '').slice(0, 8)

export function SetPinDialog({ open, reason, onClose }: SetPinDialogProps) {
  const { t } = useTranslation('auth')
  const manager = useSessionManager()
  const formId = useId()
  const [pin, setPin] = useState('')
  const [repeated, setRepeated] = useState('')
  const [wasTried, setTried] = useState(false)
  const [isBusy, setBusy] = useState(false)

  const isUsable = PIN_PATTERN.test(pin)
  const isSame = pin === repeated
  const close = (): void => {
    setPin('')
    setRepeated('')
    setTried(false)
    onClose()
  }

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    setTried(true)
    if (!isUsable || !isSame || isBusy) return
    setBusy(true)
    const saved = await manager.setPin(pin).catch(() => null)
    setBusy(false)
    if (saved?.ok) toast.success(t('pin.saved'))
    else toast.error(t('pin.failed'))
    close()
  }

  return (
    <Dialog
      open={open}
      onOpenChange={(next) => !next && close()}
      title={t('pin.title')}
      description={reason ?? t('pin.lead')}
      size="sm"
      footer={
        <>
          <Button onClick={close}>{t('pin.later')}</Button>
          <Button type="submit" form={formId} variant="primary" busy={isBusy}>
            {t('pin.save')}
          </Button>
        </>
      }
    >
      <form id={formId} className="flex flex-col gap-4" onSubmit={submit} noValidate>
        <TextField
          label={t('pin.pin')}
          type="password"
          inputMode="numeric"
          autoComplete="new-password"
          required
          value={pin}
          onChange={(event) => setPin(onlyDigits(event.target.value))}
          error={wasTried && !isUsable ? t('pin.notUsable') : undefined}
        />
        <TextField
          label={t('pin.repeat')}
          type="password"
          inputMode="numeric"
          autoComplete="new-password"
          required
          value={repeated}
          onChange={(event) => setRepeated(onlyDigits(event.target.value))}
          error={wasTried && isUsable && !isSame ? t('pin.different') : undefined}
        />
      </form>
    </Dialog>
  )
}
