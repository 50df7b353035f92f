import { type FormEvent, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Desktop } from '../../desktop/desktop.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/text-field.tsx'

interface ServerChoiceProps {
  app: Desktop['app']
}

/** Which server this installed app works with; it must be named once, before the first sign-in. */
export function ServerChoice({ app }: ServerChoiceProps) {
  const { t } = useTranslation('auth')
  const [url, setUrl] = useState<string | null>()
  const [isEditing, setEditing] = useState(false)
  useEffect(() => {
    void app.serverUrl().then((answer) => setUrl(answer.ok ? answer.value : null))
  }, [app])
  if (url === undefined) return null
  if (url === null || isEditing)
    return <ServerForm app={app} url={url} onCancel={url === null ? undefined : () => setEditing(false)} />
  return (
    <p className="mt-4 flex items-center justify-between gap-3 border-t border-rule pt-3 text-sm text-ink-muted">
      <span className="min-w-0 truncate">{t('server.inUse', { url })}</span>
      <Button size="sm" onClick={() => setEditing(true)}>
        {t('server.change')}
      </Button>
    </p>
  )
}

interface ServerFormProps extends ServerChoiceProps {
  url: string | null
  onCancel: (() => void) | undefined
}

function ServerForm({ app, url, onCancel }: ServerFormProps) {
  const { t } = useTranslation('auth')
  const [text, setText] = useState(url ?? 'https://')
  const [error, setError] = useState<string>()
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    const answer = await app.setServerUrl(text.trim())
    if (!answer.ok)
      return setError(t(answer.error.type === 'BadRequest' ? 'server.unsafe' : 'server.notKept'))
    // The policy of the page names the server, so a new server needs a new page.
    if (answer.value !== url) globalThis.location.reload()
    else onCancel?.()
  }
  return (
    <form className="mt-4 flex flex-col gap-3 border-t border-rule pt-4" onSubmit={submit} noValidate>
      <TextField
        label={t('server.address')}
        hint={t('server.hint')}
        type="url"
        inputMode="url"
        spellCheck={false}
        autoComplete="off"
        required
        value={text}
        error={error}
        onChange={(event) => {
          setText(event.target.value)
          setError(undefined)
        }}
      />
      <div className="flex justify-end gap-2">
        {onCancel && <Button onClick={onCancel}>{t('server.keep')}</Button>}
        <Button type="submit" variant={url === null ? 'primary' : 'secondary'}>
          {t('server.use')}
        </Button>
      </div>
    </form>
  )
}
