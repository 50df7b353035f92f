import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Desktop } from '../../desktop/desktop.ts'
import { useSessionManager } from '../../session/session-context.ts'
import { useSession } from '../../session/session-state.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { EntryFrame } from './entry-frame.tsx'
import { explainSignIn } from './explain-sign-in.ts'
import { ServerChoice } from './server-choice.tsx'

interface SignInScreenProps {
  desktop: Desktop
  /** Offered when somebody can open this device with a PIN. */
  onUsePin?: (() => void) | undefined
}

export function SignInScreen({ desktop, onUsePin }: SignInScreenProps) {
  const { t } = useTranslation('auth')
  const manager = useSessionManager()
  const current = useSession((state) => state.current)
  const [email, setEmail] = useState(current.phase === 'signed-out' ? current.email : '')
  const [password, setPassword] = useState('')
  const [isShown, setShown] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const [wasTried, setTried] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    setTried(true)
    setFailure(null)
    if (isBusy || email.trim() === '' || password === '') return
    setBusy(true)
    const answer = await manager.signIn(email, password)
    setBusy(false)
    if (!answer.ok) setFailure(explainSignIn(answer.error, t))
  }

  const notice = current.phase === 'signed-out' ? current.notice : null
  return (
    <EntryFrame title={t('signIn.title')} lead={t('signIn.lead')}>
      <form className="flex flex-col gap-4" onSubmit={submit} noValidate>
        {notice && failure === null && <Banner tone="info" title={t(`signIn.notice.${notice}`)} />}
        {failure && (
          <div role="alert">
            <Banner tone="danger" title={failure} />
          </div>
        )}
        <TextField
          label={t('signIn.email')}
          type="email"
          name="email"
          autoComplete="username"
          inputMode="email"
          size="lg"
          required
          autoFocus={email === ''}
          value={email}
          onChange={(event) => setEmail(event.target.value)}
          error={wasTried && email.trim() === '' ? t('signIn.missingEmail') : undefined}
        />
        <TextField
          label={t('signIn.password')}
          type={isShown ? 'text' : 'password'}
          name="password"
          autoComplete="current-password"
          size="lg"
          required
          autoFocus={email !== ''}
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          error={wasTried && password === '' ? t('signIn.missingPassword') : undefined}
        />
        <Checkbox label={t('signIn.showPassword')} checked={isShown} onChange={setShown} />
        <Button type="submit" variant="primary" size="lg" busy={isBusy}>
          {t('signIn.submit')}
        </Button>
        {onUsePin && <Button onClick={onUsePin}>{t('signIn.withPin')}</Button>}
      </form>
      {desktop.kind === 'shell' && <ServerChoice app={desktop.app} />}
    </EntryFrame>
  )
}
