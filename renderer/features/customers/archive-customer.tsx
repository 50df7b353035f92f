import { useCan, useShop, useStore } from '@renderer/db/hooks.ts'
import { formatMoney } from '@renderer/i18n/format.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import { Button } from '@renderer/ui/button.tsx'
import { ConfirmDialog } from '@renderer/ui/confirm-dialog.tsx'
import { toast } from '@renderer/ui/toast.ts'
import type { CreditAccount } from '@shared/domain/customers/credit-account.ts'
import { archiveCustomer } from '@shared/domain/customers/customer.ts'
import { minor } from '@shared/kernel/money.ts'
import type { Customer } from '@shared/schemas/people.schema.ts'
import { Archive } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useUndo } from '../history/public.ts'

interface ArchiveCustomerProps {
  customer: Customer
  account: CreditAccount
  onArchived: () => void
}

/** Takes a customer out of the lists, but never one who owes or is owed: that is said, with what to do first. */
export function ArchiveCustomer({ customer, account, onArchived }: ArchiveCustomerProps) {
  const { t } = useTranslation('customers')
  const locale = useLocale()
  const { currency } = useShop()
  const may = useCan('customers.archive')
  const archive = useArchive(customer, onArchived)
  const [isAsked, setIsAsked] = useState(false)
  const { name } = customer
  const { balance } = account
  const ask = (): void => {
    const amount = formatMoney(minor(Math.abs(balance)), currency, locale)
    if (balance === 0) setIsAsked(true)
    else toast.error(t(balance > 0 ? 'archive.owes' : 'archive.inFavour', { name, amount }))
  }
  if (customer.archived) return null
  return (
    <>
      <Button
        icon={<Archive aria-hidden />}
        disabled={!may}
        title={may ? undefined : t('archive.forbidden')}
        onClick={ask}
      >
        {t('archive.open')}
      </Button>
      <ConfirmDialog
        open={isAsked}
        title={t('archive.title', { name })}
        body={t('archive.body')}
        confirmLabel={t('archive.confirm')}
        onConfirm={() => {
          setIsAsked(false)
          void archive(account)
        }}
        onCancel={() => setIsAsked(false)}
      />
    </>
  )
}

function useArchive({ id, name }: Customer, onArchived: () => void) {
  const { t } = useTranslation('customers')
  const store = useStore()
  const { tellDone } = useUndo()
  return async ({ balance }: CreditAccount): Promise<void> => {
    const archived = await store.edit('customers', id, (current) => archiveCustomer(current, balance))
    if (!archived.ok) return toast.error(t('archive.failed'))
    tellDone(archived.value, t('archive.done', { name }))
    onArchived()
  }
}
