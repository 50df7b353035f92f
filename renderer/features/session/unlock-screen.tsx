import { type FormEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSessionManager } from '../../session/session-context.ts'
import { type DevicePerson, useSession } from '../../session/session-state.ts'
import { Button } from '../../ui/button.tsx'
import { cx } from '../../ui/class-names.ts'
import { TextField } from '../../ui/text-field.tsx'
import { EntryFrame } from './entry-frame.tsx'

/** Several people share a counter: each picks his name and types his PIN. Needs no connection. */
export function UnlockScreen() {
  const { t } = useTranslation('auth')
  const manager = useSessionManager()
  const people = useSession((state) => state.people)
  const [chosenId, setChosenId] = useState<string | null>(null)
  const [pin, setPin] = useState('')
  const [error, setError] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  const pinField = useRef<HTMLInputElement>(null)
  const chosen = people.find((person) => person.accountId === chosenId) ?? people[0]

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (isBusy || chosen === undefined) return
    if (pin === '') return setError(t('unlock.missingPin'))
    setBusy(true)
    const answer = await manager.unlock(chosen.accountId, pin)
    setBusy(false)
    setPin('')
    if (answer.ok) return
    if (answer.error.type === 'WrongPin') setError(t('unlock.wrongPin', { count: answer.error.attemptsLeft }))
    if (answer.error.type === 'PinWait') setError(t('unlock.wait', { count: answer.error.seconds }))
    pinField.current?.focus()
  }

  const choose = (person: DevicePerson): void => {
    setChosenId(person.accountId)
    setPin('')
    setError(undefined)
    pinField.current?.focus()
  }

  return (
    <EntryFrame title={t('unlock.title')} lead={t('unlock.offlineHint')}>
      <form className="flex flex-col gap-4" onSubmit={submit} noValidate>
        <fieldset className="flex flex-col gap-1.5">
          <legend className="mb-1.5 text-sm font-medium">{t('unlock.who')}</legend>
          {people.map((person) => (
            <PersonChoice
              key={person.accountId}
              person={person}
              isChosen={person.accountId === chosen?.accountId}
              onChoose={() => choose(person)}
            />
          ))}
        </fieldset>
        <TextField
          ref={pinField}
          label={t('unlock.pin')}
          type="password"
          inputMode="numeric"
          autoComplete="off"
          maxLength={8}
          size="lg"
          required
          autoFocus
          value={pin}
          onChange={(event) => {
            setPin(event.target.value.replace(/\D/g, ''))
            setError(undefined)
          }}
          error={error}
        />
        <Button type="submit" variant="primary" size="lg" busy={isBusy}>
          {t('unlock.submit')}
        </Button>
        <Button onClick={() => manager.askForPassword()}>{t('unlock.withPassword')}</Button>
      </form>
    </EntryFrame>
  )
}

interface PersonChoiceProps {
  person: DevicePerson
  isChosen: boolean
  onChoose: () => void
}

function PersonChoice({ person, isChosen, onChoose }: PersonChoiceProps) {
  const { t } = useTranslation('auth')
  return (
    <label
      className={cx(
        'flex min-h-11 cursor-pointer items-center gap-3 rounded-md border px-3',
        isChosen
          ? 'border-accent bg-accent-soft text-accent-ink'
          : 'border-rule-strong bg-raised hover:bg-hover',
      )}
    >
      <input
        type="radio"
        name="person"
        checked={isChosen}
        onChange={onChoose}
        className="size-4 accent-accent"
      />
      <span className="min-w-0 flex-1 truncate font-medium">{person.name}</span>
      <span className="text-xs text-ink-muted">{t(`role.${person.role}`)}</span>
    </label>
  )
}
