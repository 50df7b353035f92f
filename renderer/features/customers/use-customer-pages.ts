import { useProjections } from '@renderer/projections/hooks.ts'
import type { CustomerPage, CustomerRequest, CustomerRow } from '@renderer/projections/projections.ts'
import { canonicalJson } from '@shared/kernel/canonical.ts'
import { useState } from 'react'
import { type PagedRows, usePagedRows, useProjectionsVersion } from '../products/public.ts'

interface CustomerPages extends PagedRows<CustomerRow> {
  /** What everybody owes; undefined until the first answer. */
  readonly totals: Pick<CustomerPage, 'owed' | 'debtors'> | undefined
}

/** The list page by page, and the sums above it. */
export function useCustomerPages(request: CustomerRequest): CustomerPages {
  const projections = useProjections()
  const version = useProjectionsVersion()
  const [totals, setTotals] = useState<CustomerPages['totals']>()
  const rows = usePagedRows({
    question: canonicalJson(request),
    version,
    async fetchPage(offset, limit) {
      const page = await projections.customers({ ...request, offset, limit })
      setTotals({ owed: page.owed, debtors: page.debtors })
      return page
    },
  })
  return { ...rows, totals }
}
