import { Button } from '@renderer/ui/button.tsx'
import { Dialog } from '@renderer/ui/dialog.tsx'
import { TextField } from '@renderer/ui/text-field.tsx'
import type { Id } from '@shared/kernel/id.ts'
import { UserPlus } from 'lucide-react'
import { type KeyboardEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { comboboxProps } from './combobox-props.ts'
import { useCounter } from './counter-context.tsx'
import type { CustomerEntry } from './customer-directory.ts'
import { NewCustomerForm } from './new-customer-form.tsx'
import { OptionList, OptionRow } from './option-list.tsx'
import type { TenderPlan } from './tender.ts'
import { useCustomerSearch } from './use-customer-search.ts'

/** Who buys: found by name or phone, or written down in two fields. */
export function CustomerDialog({ thenPay }: { thenPay: TenderPlan | null }) {
  const { t } = useTranslation('counter')
  const change = useCounter((state) => state.change)
  const open = useCounter((state) => state.open)
  const close = useCounter((state) => state.close)
  const [adding, setAdding] = useState<string | null>(null)
  const leave = (): void => {
    if (thenPay) open({ type: 'pay', plan: thenPay })
    else close()
  }
  const choose = (customer: { id: Id; name: string }): void => {
    change((cart) => ({ ...cart, customerId: customer.id, customerName: customer.name }))
    leave()
  }
  return (
    <Dialog open onOpenChange={leave} title={t('customer.title')} description={t('customer.how')}>
      {adding === null ? (
        <CustomerPicker onChoose={choose} onAdd={setAdding} />
      ) : (
        <NewCustomerForm start={adding} onMade={choose} onBack={() => setAdding(null)} />
      )}
    </Dialog>
  )
}

interface CustomerPickerProps {
  onChoose: (customer: CustomerEntry) => void
  onAdd: (typed: string) => void
}

function CustomerPicker({ onChoose, onAdd }: CustomerPickerProps) {
  const { t } = useTranslation('counter')
  const [text, setText] = useState('')
  const [active, setActive] = useState(0)
  const { found, complete } = useCustomerSearch(text)
  const listId = useId()
  const at = Math.min(active, found.length - 1)
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      setActive(Math.max(0, Math.min(found.length - 1, at + (event.key === 'ArrowDown' ? 1 : -1))))
    } else if (event.key === 'Enter') {
      event.preventDefault()
      const chosen = found[at]
      // An empty field chooses nobody: the first of all customers is not a wish.
      if (chosen && (text.trim() !== '' || active > 0)) onChoose(chosen)
    }
  }
  return (
    <div className="flex flex-col gap-3">
      <TextField
        label={t('customer.search')}
        size="lg"
        autoFocus
        {...comboboxProps(listId, found.length > 0, at)}
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          setActive(0)
        }}
        onKeyDown={onKeyDown}
      />
      <OptionList
        id={listId}
        label={t('customer.list')}
        className="h-80 overflow-y-auto rounded-md border border-rule"
      >
        {found.map((customer, index) => (
          <CustomerRow
            key={customer.id}
            id={`${listId}-${index}`}
            customer={customer}
            active={index === at}
            onChoose={() => onChoose(customer)}
          />
        ))}
      </OptionList>
      <p role="status" className="text-xs text-ink-muted">
        {found.length === 0 && t(complete ? 'customer.noneFound' : 'customer.reading')}
      </p>
      <Button size="lg" icon={<UserPlus aria-hidden />} onClick={() => onAdd(text.trim())}>
        {t('customer.new')}
      </Button>
    </div>
  )
}

interface CustomerRowProps {
  id: string
  customer: CustomerEntry
  active: boolean
  onChoose: () => void
}

function CustomerRow({ id, customer, active, onChoose }: CustomerRowProps) {
  return (
    <OptionRow
      id={id}
      active={active}
      onChoose={onChoose}
      className="flex items-center justify-between gap-4"
    >
      <span className="min-w-0 truncate font-medium">{customer.name}</span>
      <span className="shrink-0 tabular-nums">{customer.phone}</span>
    </OptionRow>
  )
}
