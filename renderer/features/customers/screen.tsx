import { useCan, useShop } from '@renderer/db/hooks.ts'
import { formatMoney } from '@renderer/i18n/format.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import { Button } from '@renderer/ui/button.tsx'
import { EmptyState } from '@renderer/ui/empty-state.tsx'
import { ErrorState } from '@renderer/ui/error-state.tsx'
import { Page } from '@renderer/ui/page.tsx'
import { useShortcut } from '@renderer/ui/use-shortcut.ts'
import { isId } from '@shared/kernel/id.ts'
import { UserPlus, Users } from 'lucide-react'
import { useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation, useRoute } from 'wouter'
import { customerRequest, EVERY_CUSTOMER } from './customer-filter.ts'
import { CustomerFilters } from './customer-filters.tsx'
import { NewCustomerDialog } from './customer-form.tsx'
import { CustomerSheet } from './customer-sheet.tsx'
import { CustomerTable } from './customer-table.tsx'
import { useCustomerPages } from './use-customer-pages.ts'
import { useKnowsAccounts } from './use-knows-accounts.ts'

/** Everybody who buys, who owes what, and at the side the one who is open (`#/customers/<id>`). */
export function CustomersScreen() {
  const { t } = useTranslation('customers')
  const { currency } = useShop()
  const [, navigate] = useLocation()
  const [, params] = useRoute('/customers/:id')
  const openId = isId(params?.id) ? params.id : null
  const [filter, setFilter] = useState(EVERY_CUSTOMER)
  const [adding, setAdding] = useState(false)
  const search = useRef<HTMLInputElement>(null)
  const mayAdd = useCan('customers.edit')
  const withAccounts = useKnowsAccounts()
  const request = useMemo(() => customerRequest(filter, currency), [filter, currency])
  const rows = useCustomerPages(request)
  const isFiltered = filter.text.trim() !== '' || filter.owesOnly
  const add = (): void => setAdding(true)
  useShortcut('mod+f', () => search.current?.focus())
  useShortcut('F8', add, { enabled: mayAdd })

  return (
    <Page
      title={t('title')}
      subtitle={<Summary {...rows} withAccounts={withAccounts} />}
      actions={
        <Button
          variant="primary"
          icon={<UserPlus aria-hidden />}
          shortcut="F8"
          disabled={!mayAdd}
          title={mayAdd ? undefined : t('forbidden')}
          onClick={add}
        >
          {t('new')}
        </Button>
      }
    >
      <CustomerFilters filter={filter} onChange={setFilter} searchRef={search} withAccounts={withAccounts} />
      {rows.failed ? (
        <ErrorState what={t('broken.what')} todo={t('broken.todo')} data={t('broken.data')} />
      ) : (
        <CustomerTable
          rows={rows}
          sort={filter.sort}
          onSortChange={(sort) => setFilter({ ...filter, sort })}
          onOpen={({ customerId }) => navigate(`/customers/${customerId}`)}
          withAccounts={withAccounts}
          empty={
            <EmptyState
              icon={<Users />}
              title={t(isFiltered ? 'empty.noMatch' : 'empty.none')}
              body={t(isFiltered ? 'empty.noMatchBody' : 'empty.noneBody')}
            />
          }
        />
      )}
      {openId && <CustomerSheet key={openId} customerId={openId} onClose={() => navigate('/customers')} />}
      {adding && (
        <NewCustomerDialog
          onClose={() => setAdding(false)}
          onSaved={({ id }) => {
            setAdding(false)
            navigate(`/customers/${id}`)
          }}
        />
      )}
    </Page>
  )
}

interface SummaryProps extends Pick<ReturnType<typeof useCustomerPages>, 'total' | 'totals'> {
  withAccounts: boolean
}

function Summary({ total, totals, withAccounts }: SummaryProps) {
  const { t } = useTranslation('customers')
  const locale = useLocale()
  const { currency } = useShop()
  if (total === undefined) return t('loading')
  const owing =
    totals && withAccounts && totals.debtors > 0
      ? t('debtors', { count: totals.debtors, amount: formatMoney(totals.owed, currency, locale) })
      : ''
  return [t('count', { count: total }), owing].filter(Boolean).join(' · ')
}
