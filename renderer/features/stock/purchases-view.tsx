import { useSettings } from '@renderer/db/hooks.ts'
import { useProjections } from '@renderer/projections/hooks.ts'
import type { PurchaseRow } from '@renderer/projections/projections.ts'
import { EmptyState } from '@renderer/ui/empty-state.tsx'
import { Segmented } from '@renderer/ui/segmented.tsx'
import { TextField } from '@renderer/ui/text-field.tsx'
import { Toolbar } from '@renderer/ui/toolbar.tsx'
import { canonicalJson } from '@shared/kernel/canonical.ts'
import { Search, Truck } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { usePagedRows, useProjectionsVersion } from '../products/public.ts'
import { PurchaseTable } from './purchase-table.tsx'

const SHOWN = ['open', 'all'] as const

/** Every order to a supplier, newest first, and what has come of it. */
export function PurchasesView({ onOpen }: { onOpen: (row: PurchaseRow) => void }) {
  const { t } = useTranslation('purchases')
  const [text, setText] = useState('')
  const [shown, setShown] = useState<(typeof SHOWN)[number]>('open')
  const hasSuppliers = (useSettings('supplier')?.length ?? 0) > 0
  const projections = useProjections()
  const request = { text: text.trim(), openOnly: shown === 'open' }
  const rows = usePagedRows({
    question: canonicalJson(request),
    version: useProjectionsVersion(),
    fetchPage: (offset, limit) => projections.purchases({ ...request, offset, limit }),
  })
  const isFiltered = request.text !== '' || request.openOnly
  const nothing = isFiltered ? 'noMatch' : 'empty'
  return (
    <>
      <Toolbar label={t('list.show')}>
        <TextField
          label={t('list.search')}
          hideLabel
          placeholder={t('list.search')}
          type="search"
          prefix={<Search aria-hidden />}
          value={text}
          className="w-80"
          onChange={(event) => setText(event.target.value)}
        />
        <Segmented
          label={t('list.show')}
          hideLabel
          value={shown}
          options={SHOWN.map((value) => ({ value, label: t(`list.${value}`) }))}
          onChange={setShown}
        />
        <p role="status" className="text-sm text-ink-muted">
          {rows.total !== undefined && t('list.count', { count: rows.total })}
        </p>
      </Toolbar>
      <PurchaseTable
        rows={rows}
        onOpen={onOpen}
        empty={
          <EmptyState
            icon={<Truck />}
            title={t(hasSuppliers ? `list.${nothing}` : 'list.noSupplier')}
            body={t(hasSuppliers ? `list.${nothing}Body` : 'list.noSupplierBody')}
          />
        }
      />
    </>
  )
}
