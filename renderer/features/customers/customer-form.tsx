import { useAuthor, useCan, useDeps, useSettings, useShop, useStore } from '@renderer/db/hooks.ts'
import { Banner } from '@renderer/ui/banner.tsx'
import { Button } from '@renderer/ui/button.tsx'
import { Dialog } from '@renderer/ui/dialog.tsx'
import { MoneyField } from '@renderer/ui/money-field.tsx'
import { SelectField } from '@renderer/ui/select-field.tsx'
import { TextField } from '@renderer/ui/text-field.tsx'
import { TextareaField } from '@renderer/ui/textarea-field.tsx'
import { toast } from '@renderer/ui/toast.ts'
import { useShortcut } from '@renderer/ui/use-shortcut.ts'
import { changeCustomer, newCustomer } from '@shared/domain/customers/customer.ts'
import type { Id } from '@shared/kernel/id.ts'
import { ok } from '@shared/kernel/result.ts'
import type { Customer } from '@shared/schemas/people.schema.ts'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useUndo } from '../history/public.ts'
import { writeFailure } from '../products/public.ts'
import {
  type CustomerDraft,
  changesOf,
  type DraftProblem,
  draftOf,
  EMPTY_DRAFT,
  inputOf,
  problemsOf,
} from './customer-draft.ts'

interface NewCustomerDialogProps {
  onClose: () => void
  onSaved: (customer: Customer) => void
}

export function NewCustomerDialog({ onClose, onSaved }: NewCustomerDialogProps) {
  const { t } = useTranslation('customers')
  const store = useStore()
  const author = useAuthor()
  const deps = useDeps()
  const save = async (draft: CustomerDraft): Promise<string | null> => {
    const customer = newCustomer(inputOf(draft, deps.ids.next()), author, deps)
    const failure = await writeFailure(store.insert('customers', customer))
    if (failure === null) {
      toast.success(t('form.saved', { name: customer.name }))
      onSaved(customer)
    }
    return failure?.type ?? null
  }
  return <CustomerForm title={t('form.newTitle')} start={EMPTY_DRAFT} onSave={save} onClose={onClose} />
}

interface EditCustomerDialogProps {
  customer: Customer
  onClose: () => void
}

export function EditCustomerDialog({ customer, onClose }: EditCustomerDialogProps) {
  const { t } = useTranslation('customers')
  const store = useStore()
  const deps = useDeps()
  const { tellDone } = useUndo()
  // What was in the form when it was opened: an edit of somebody else meanwhile is not taken back.
  const [start] = useState(() => draftOf(customer))
  const save = async (draft: CustomerDraft): Promise<string | null> => {
    const edited = await store.edit('customers', customer.id, (current) => {
      const changes = changesOf(start, draft, current, deps.ids.next())
      return ok(Object.keys(changes).length === 0 ? current : changeCustomer(current, changes))
    })
    if (edited.ok) {
      onClose()
      tellDone(edited.value, t('form.saved', { name: edited.value.name }))
    }
    return edited.ok ? null : edited.error.type
  }
  return (
    <CustomerForm
      title={t('form.editTitle', { name: customer.name })}
      start={start}
      onSave={save}
      onClose={onClose}
    />
  )
}

interface CustomerFormProps {
  title: string
  start: CustomerDraft
  /** Answers why it is not stored. */
  onSave: (draft: CustomerDraft) => Promise<string | null>
  onClose: () => void
}

function CustomerForm({ title, start, onSave, onClose }: CustomerFormProps) {
  const { t } = useTranslation('customers')
  const [draft, setDraft] = useState(start)
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const problems = problemsOf(draft)
  const save = async (): Promise<void> => {
    setTried(true)
    if (busy || problems.length > 0) return
    setBusy(true)
    const failed = await onSave(draft)
    setBusy(false)
    setFailure(failed)
  }
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={title}
      footer={
        <>
          <SaveShortcut onSave={() => void save()} />
          <Button size="lg" onClick={onClose}>
            {t('form.cancel')}
          </Button>
          <Button size="lg" variant="primary" shortcut="mod+s" busy={busy} onClick={() => void save()}>
            {t('form.save')}
          </Button>
        </>
      }
    >
      <form
        noValidate
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        {failure && <FailureBanner type={failure} />}
        <Fields draft={draft} problems={tried ? problems : []} onChange={setDraft} />
        {/* Lets Enter in a field save, as forms do everywhere; the visible button stands in the footer. */}
        <button type="submit" tabIndex={-1} aria-hidden className="hidden" />
      </form>
    </Dialog>
  )
}

/** Inside the dialog, so that the combination belongs to it while it is on top. */
function SaveShortcut({ onSave }: { onSave: () => void }) {
  useShortcut('mod+s', onSave)
  return null
}

function FailureBanner({ type }: { type: string }) {
  const { t } = useTranslation('customers')
  if (type === 'DiskFull') return <Banner tone="danger" title={t('failure.diskFull')} />
  return <Banner tone="danger" title={t(type === 'NotFound' ? 'failure.notFound' : 'failure.storage')} />
}

interface FieldsProps {
  draft: CustomerDraft
  problems: readonly DraftProblem[]
  onChange: (draft: CustomerDraft) => void
}

function Fields({ draft, problems, onChange }: FieldsProps) {
  const { t } = useTranslation('customers')
  const { currency } = useShop()
  const mayGiveCredit = useCan('customers.credit')
  const field = (name: Exclude<keyof CustomerDraft, 'creditLimit' | 'priceListId'>, maxLength: number) => ({
    label: t(`form.${name}`),
    value: draft[name],
    maxLength,
    onChange: (event: { target: { value: string } }) => onChange({ ...draft, [name]: event.target.value }),
  })
  return (
    <>
      <TextField
        {...field('name', 200)}
        required
        autoFocus
        error={problems.includes('name') ? t('form.nameNeeded') : null}
      />
      <div className="grid grid-cols-2 gap-3">
        <TextField {...field('phone', 40)} inputMode="tel" />
        <TextField {...field('otherPhone', 40)} inputMode="tel" />
        <TextField
          {...field('email', 254)}
          inputMode="email"
          error={problems.includes('email') ? t('form.emailWrong') : null}
        />
        <MoneyField
          label={t('form.limit')}
          hint={t(mayGiveCredit ? 'form.limitHint' : 'form.limitForbidden')}
          required
          disabled={!mayGiveCredit}
          value={draft.creditLimit}
          currency={currency}
          onChange={(creditLimit) => onChange({ ...draft, creditLimit })}
        />
        <PriceListField
          value={draft.priceListId}
          disabled={!mayGiveCredit}
          onChange={(priceListId) => onChange({ ...draft, priceListId })}
        />
        <TextField {...field('line1', 200)} />
        <TextField {...field('city', 100)} />
      </div>
      <TextareaField {...field('note', 2_000)} rows={2} />
    </>
  )
}

interface PriceListFieldProps {
  value: Id | null
  disabled: boolean
  onChange: (priceListId: Id | null) => void
}

/** Whose prices he pays. Without a list in the shop there is nothing to choose. */
function PriceListField({ value, disabled, onChange }: PriceListFieldProps) {
  const { t } = useTranslation('customers')
  const lists = useSettings('price-list') ?? []
  const isGone = value !== null && !lists.some(({ id }) => id === value)
  return (
    <SelectField
      label={t('form.priceList')}
      value={value ?? ''}
      disabled={disabled || (lists.length === 0 && value === null)}
      hint={lists.length === 0 ? t('form.noPriceLists') : undefined}
      options={[
        { value: '', label: t('form.everybodysPrices') },
        ...(isGone ? [{ value: String(value), label: t('form.removedPriceList') }] : []),
        ...lists.map(({ id, value: { name } }) => ({ value: String(id), label: name })),
      ]}
      onChange={(chosen) => onChange(lists.find(({ id }) => id === chosen)?.id ?? null)}
    />
  )
}
