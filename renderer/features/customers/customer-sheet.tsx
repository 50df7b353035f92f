import { useCan, useDocument, useShop } from '@renderer/db/hooks.ts'
import { useCreditAccount } from '@renderer/projections/hooks.ts'
import { Button } from '@renderer/ui/button.tsx'
import { ErrorState } from '@renderer/ui/error-state.tsx'
import { Sheet } from '@renderer/ui/sheet.tsx'
import { Skeleton } from '@renderer/ui/skeleton.tsx'
import { Tabs } from '@renderer/ui/tabs.tsx'
import type { CreditAccount } from '@shared/domain/customers/credit-account.ts'
import { favourOf } from '@shared/domain/customers/favour.ts'
import type { Id } from '@shared/kernel/id.ts'
import type { Customer } from '@shared/schemas/people.schema.ts'
import { HandCoins, Pencil, Undo2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { HistoryButton } from '../history/public.ts'
import { AccountPending } from './account-pending.tsx'
import { AccountTab } from './account-tab.tsx'
import { ArchiveCustomer } from './archive-customer.tsx'
import { CustomerDetails } from './customer-details.tsx'
import { EditCustomerDialog } from './customer-form.tsx'
import { FavourDialog } from './favour-dialog.tsx'
import { HistoryTab } from './history-tab.tsx'
import { PaymentDialog } from './payment-dialog.tsx'
import { PaymentReceipt, type ShownReceipt } from './payment-receipt.tsx'
import { StatementTab } from './statement-tab.tsx'
import { useKnowsAccounts } from './use-knows-accounts.ts'

interface CustomerSheetProps {
  customerId: Id
  onClose: () => void
}

/** One customer: his account, its history, a statement, and what is known of him. */
export function CustomerSheet({ customerId, onClose }: CustomerSheetProps) {
  const { t } = useTranslation('customers')
  const { currency } = useShop()
  const customer = useDocument('customers', customerId)
  const account = useCreditAccount(customerId, currency)
  if (customer) return <OpenCustomer customer={customer} account={account ?? null} onClose={onClose} />
  return (
    <Sheet open onOpenChange={onClose} title={t('title')} size="lg">
      {customer === undefined ? (
        <div role="status" aria-label={t('loading')}>
          <Skeleton className="w-1/2" />
        </div>
      ) : (
        <ErrorState
          what={t('sheet.missing.what')}
          todo={t('sheet.missing.todo')}
          data={t('sheet.missing.data')}
        />
      )}
    </Sheet>
  )
}

type Tab = 'account' | 'history' | 'statement' | 'details'
type OpenDialog =
  | { readonly kind: 'none' | 'edit' | 'pay' | 'favour' }
  | { readonly kind: 'receipt'; readonly receipt: ShownReceipt }

interface OpenCustomerProps {
  customer: Customer
  /** Null while it is being read. */
  account: CreditAccount | null
  onClose: () => void
}

function OpenCustomer({ customer, account, onClose }: OpenCustomerProps) {
  const { t } = useTranslation('customers')
  const withAccount = useKnowsAccounts()
  const [tab, setTab] = useState<Tab>(withAccount ? 'account' : 'details')
  const [dialog, setDialog] = useState<OpenDialog>({ kind: 'none' })
  const close = (): void => setDialog({ kind: 'none' })
  const showReceipt = (receipt: ShownReceipt): void => setDialog({ kind: 'receipt', receipt })
  return (
    <>
      <Sheet
        open
        onOpenChange={(open) => !open && onClose()}
        title={customer.name}
        description={[...customer.phones, customer.email].filter(Boolean).join(' · ')}
        size="lg"
        footer={
          <Footer
            customer={customer}
            account={withAccount ? account : null}
            onOpen={(kind) => setDialog({ kind })}
            onArchived={onClose}
          />
        }
      >
        {withAccount ? (
          <Tabs
            label={t('sheet.tabs')}
            value={tab}
            onChange={setTab}
            items={[
              {
                value: 'account',
                label: t('sheet.account'),
                content: account ? <AccountTab customer={customer} account={account} /> : <AccountPending />,
              },
              {
                value: 'history',
                label: t('sheet.history'),
                content: account ? (
                  <HistoryTab account={account} onReceipt={showReceipt} />
                ) : (
                  <AccountPending />
                ),
              },
              {
                value: 'statement',
                label: t('sheet.statement'),
                content: account ? (
                  <StatementTab customer={customer} account={account} />
                ) : (
                  <AccountPending />
                ),
              },
              {
                value: 'details',
                label: t('sheet.details'),
                content: <CustomerDetails customer={customer} />,
              },
            ]}
          />
        ) : (
          <CustomerDetails customer={customer} />
        )}
      </Sheet>
      {dialog.kind === 'edit' && <EditCustomerDialog customer={customer} onClose={close} />}
      {dialog.kind === 'pay' && account && (
        <PaymentDialog customer={customer} account={account} onClose={close} onTaken={showReceipt} />
      )}
      {dialog.kind === 'favour' && account && (
        <FavourDialog customer={customer} account={account} onClose={close} onPaid={showReceipt} />
      )}
      {dialog.kind === 'receipt' && (
        <PaymentReceipt customer={customer} receipt={dialog.receipt} onClose={close} />
      )}
    </>
  )
}

interface FooterProps {
  customer: Customer
  /** Null where no account is shown. */
  account: CreditAccount | null
  onOpen: (kind: 'edit' | 'pay' | 'favour') => void
  onArchived: () => void
}

function Footer({ customer, account, onOpen, onArchived }: FooterProps) {
  const { t } = useTranslation('customers')
  const mayWrite = useCan('customers.edit')
  const mayGiveCredit = useCan('customers.credit')
  const mayTake = useCan('payments.take')
  const mayEdit = mayWrite || mayGiveCredit
  const owes = account !== null && account.debts.length > 0
  const isOwed = account !== null && favourOf(account) > 0
  return (
    <>
      {account !== null && !owes && !isOwed && (
        <span className="mr-auto text-ink-muted">{t('sheet.nothingOwed')}</span>
      )}
      <HistoryButton collection="customers" document={customer} name={customer.name} />
      {account !== null && <ArchiveCustomer customer={customer} account={account} onArchived={onArchived} />}
      <Button
        icon={<Pencil aria-hidden />}
        disabled={!mayEdit}
        title={mayEdit ? undefined : t('forbidden')}
        onClick={() => onOpen('edit')}
      >
        {t('sheet.edit')}
      </Button>
      {isOwed && (
        <Button
          variant="primary"
          icon={<Undo2 aria-hidden />}
          disabled={!mayTake}
          title={mayTake ? undefined : t('failure.forbidden')}
          onClick={() => onOpen('favour')}
        >
          {t('favour.open')}
        </Button>
      )}
      {account !== null && !isOwed && (
        <Button
          variant="primary"
          icon={<HandCoins aria-hidden />}
          disabled={!mayTake || !owes}
          title={mayTake ? undefined : t('failure.forbidden')}
          onClick={() => onOpen('pay')}
        >
          {t('sheet.pay')}
        </Button>
      )}
    </>
  )
}
