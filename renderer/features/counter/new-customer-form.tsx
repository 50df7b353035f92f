import { useAuthor, useCan, useDeps, useStore } from '@renderer/db/hooks.ts'
import { Banner } from '@renderer/ui/banner.tsx'
import { Button } from '@renderer/ui/button.tsx'
import { TextField } from '@renderer/ui/text-field.tsx'
import { newCustomer } from '@shared/domain/customers/customer.ts'
import type { Customer } from '@shared/schemas/people.schema.ts'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

interface NewCustomerFormProps {
  /** What was typed in the search: a phone or a name. */
  start: string
  onMade: (customer: Customer) => void
  onBack: () => void
}

const isPhone = (text: string): boolean => /\d/.test(text) && !/\p{L}/u.test(text)

export function NewCustomerForm({ start, onMade, onBack }: NewCustomerFormProps) {
  const { t } = useTranslation('counter')
  const db = useStore()
  const author = useAuthor()
  const deps = useDeps()
  const allowed = useCan('customers.edit')
  const [name, setName] = useState(isPhone(start) ? '' : start)
  const [phone, setPhone] = useState(isPhone(start) ? start : '')
  const [asked, setAsked] = useState(false)
  const [state, setState] = useState<'open' | 'busy' | 'failed'>('open')
  const save = async (): Promise<void> => {
    setAsked(true)
    if (name.trim() === '' || state === 'busy') return
    setState('busy')
    const customer = newCustomer(
      {
        name: name.trim(),
        phones: phone.trim() === '' ? [] : [phone.trim()],
        acquiredBy: 'counter',
      },
      author,
      deps,
    )
    try {
      await db.insert('customers', customer)
      onMade(customer)
    } catch {
      // What was typed stays in the fields.
      setState('failed')
    }
  }
  if (!allowed) {
    return (
      <Banner
        tone="info"
        title={t('customer.forbidden')}
        action={<Button onClick={onBack}>{t('customer.back')}</Button>}
      >
        {t('customer.forbiddenHow')}
      </Banner>
    )
  }
  return (
    <form
      noValidate
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      {state === 'failed' && (
        <Banner tone="danger" title={t('customer.failed')}>
          {t('customer.failedHow')}
        </Banner>
      )}
      <TextField
        label={t('customer.name')}
        size="lg"
        required
        autoFocus
        maxLength={200}
        value={name}
        error={asked && name.trim() === '' ? t('customer.nameNeeded') : null}
        onChange={(event) => setName(event.target.value)}
      />
      <TextField
        label={t('customer.phone')}
        size="lg"
        inputMode="tel"
        maxLength={40}
        value={phone}
        onChange={(event) => setPhone(event.target.value)}
      />
      <div className="flex justify-end gap-2">
        <Button size="lg" onClick={onBack}>
          {t('customer.back')}
        </Button>
        <Button size="lg" variant="primary" type="submit" busy={state === 'busy'}>
          {t('customer.make')}
        </Button>
      </div>
    </form>
  )
}
