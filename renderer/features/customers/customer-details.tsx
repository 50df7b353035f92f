import { useSettings, useShop } from '@renderer/db/hooks.ts'
import { DescriptionList } from '@renderer/ui/description-list.tsx'
import { MoneyText } from '@renderer/ui/money-text.tsx'
import type { Customer } from '@shared/schemas/people.schema.ts'
import { useTranslation } from 'react-i18next'

/** What is written down about a customer. */
export function CustomerDetails({ customer }: { customer: Customer }) {
  const { t } = useTranslation('customers')
  const { currency } = useShop()
  const list = useSettings('price-list')?.find(({ id }) => id === customer.priceListId)
  const none = t('details.none')
  const [first] = customer.addresses
  const address = [first?.address.line1, first?.address.city].filter(Boolean).join(', ')
  return (
    <section aria-label={t('details.label')}>
      <DescriptionList
        items={[
          {
            term: t('details.phones'),
            value:
              customer.phones.length === 0 ? (
                none
              ) : (
                <span className="flex flex-wrap gap-x-4">
                  {customer.phones.map((phone) => (
                    <a
                      key={phone}
                      href={`tel:${phone.replace(/\s/g, '')}`}
                      className="text-accent-ink underline-offset-2 hover:underline"
                    >
                      {phone}
                    </a>
                  ))}
                </span>
              ),
          },
          { term: t('details.email'), value: customer.email || none },
          { term: t('details.address'), value: address || none },
          {
            term: t('details.limit'),
            value:
              customer.creditLimit === 0 ? (
                t('table.noCredit')
              ) : (
                <MoneyText amount={customer.creditLimit} currency={currency} />
              ),
          },
          ...(list === undefined ? [] : [{ term: t('form.priceList'), value: list.value.name }]),
          {
            term: t('details.note'),
            value: <span className="whitespace-pre-line">{customer.note || none}</span>,
          },
        ]}
      />
    </section>
  )
}
