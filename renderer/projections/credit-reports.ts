import { debtorsByAge } from '@shared/analytics/insight/credit-ages.ts'
import { noteOf } from '@shared/analytics/insight/report-cells.ts'
import type { ReportDefinition } from '@shared/analytics/report/report-definition.ts'
import { measureColumn, nameColumn } from '@shared/analytics/report/report-table.ts'
import { DEBT_AGES } from '@shared/domain/customers/debt-age.ts'
import type { ProjectionState } from './projection-state.ts'

type Definition = ReportDefinition<Pick<ProjectionState, 'credit' | 'orders'>>

const worse = { better: 'less' } as const

/** CREDIT-2: who owes, how much, and since when. */
const creditAgesReport: Definition = {
  id: 'credit-ages',
  group: 'money',
  filters: [],
  options: [],
  needs: 'reports.view',
  time: 'now',
  run({ credit, orders }, { currency, today }) {
    const debtors = debtorsByAge(credit.accounts(currency), today, orders.utcOffsetMinutes)
    const sum = (of: (debtor: (typeof debtors)[number]) => number) =>
      debtors.reduce((total, debtor) => total + of(debtor), 0)
    return {
      columns: [
        nameColumn('customer', 'text'),
        measureColumn('owed', 'money', worse),
        measureColumn('owed30', 'money', worse),
        measureColumn('owed60', 'money', worse),
        measureColumn('owed90', 'money', worse),
        measureColumn('owed-over90', 'money', worse),
        measureColumn('oldest-debt', 'days', worse),
      ],
      rows: debtors.map(({ customerId, byAge, open, oldestDays }) => ({
        key: customerId,
        cells: [
          credit.nameOf(customerId) ?? customerId,
          open,
          ...DEBT_AGES.map((age) => byAge[age]),
          oldestDays,
        ],
        before: null,
        opens: { to: 'customer', customerId },
      })),
      total: {
        cells: [
          null,
          sum(({ open }) => open),
          ...DEBT_AGES.map((age) => sum(({ byAge }) => byAge[age])),
          null,
        ],
        before: null,
        opens: null,
      },
      chart: { kind: 'lying-bar', axis: 'customer', series: ['owed'], first: 15 },
      notes: [noteOf('credit-by-oldest-first')],
    }
  },
}

export const CREDIT_REPORTS: readonly Definition[] = [creditAgesReport]
