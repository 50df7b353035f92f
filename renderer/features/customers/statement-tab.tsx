import { useShop } from '@renderer/db/hooks.ts'
import { Banner } from '@renderer/ui/banner.tsx'
import { DateField } from '@renderer/ui/date-field.tsx'
import { Toolbar } from '@renderer/ui/toolbar.tsx'
import type { CreditAccount } from '@shared/domain/customers/credit-account.ts'
import { type Statement, statementOf } from '@shared/domain/customers/statement.ts'
import { type BusinessDay, dayToIso, isoToDay } from '@shared/kernel/business-day.ts'
import type { Customer } from '@shared/schemas/people.schema.ts'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { PrintButton, SavePdfButton } from '../printing/public.ts'
import { StatementExport } from './statement-export.tsx'
import { StatementPaper } from './statement-paper.tsx'
import { useToday } from './use-days-owed.ts'

interface StatementTabProps {
  customer: Customer
  account: CreditAccount
}

const isoOf = (day: BusinessDay | null): string => (day === null ? '' : dayToIso(day))
const firstOfMonth = (day: BusinessDay): BusinessDay | null => isoToDay(`${dayToIso(day).slice(0, 7)}-01`)

/** What happened between two days: on screen as it leaves the printer, and as a file. */
export function StatementTab({ customer, account }: StatementTabProps) {
  const { t } = useTranslation('customers')
  const { utcOffsetMinutes } = useShop()
  const today = useToday()
  const [from, setFrom] = useState(() => firstOfMonth(today))
  const [to, setTo] = useState<BusinessDay | null>(today)
  const paper = useRef<HTMLElement>(null)
  const isRange = from !== null && to !== null && from <= to
  const statement: Statement | null = isRange
    ? statementOf(account.history, { from, to }, utcOffsetMinutes)
    : null
  return (
    <div className="flex flex-col gap-3">
      <Toolbar
        label={t('statement.range')}
        end={
          statement && (
            <>
              <StatementExport customer={customer} statement={statement} />
              <SavePdfButton paper={paper} title={`${t('statement.title')} ${customer.name}`} />
              <PrintButton paper={paper} title={t('statement.title')} />
            </>
          )
        }
      >
        <DateField
          label={t('statement.from')}
          value={isoOf(from)}
          max={isoOf(to) || undefined}
          onChange={(iso) => setFrom(isoToDay(iso))}
        />
        <DateField
          label={t('statement.to')}
          value={isoOf(to)}
          min={isoOf(from) || undefined}
          onChange={(iso) => setTo(isoToDay(iso))}
        />
      </Toolbar>
      {!isRange && <Banner tone="warning" title={t('statement.badRange')} />}
      {statement && (
        <div className="flex justify-center rounded-md bg-sunken p-4">
          <StatementPaper ref={paper} customer={customer} statement={statement} />
        </div>
      )}
    </div>
  )
}
