import { useAuthor, useCan, useDeps, useShop } from '@renderer/db/hooks.ts'
import { useProjections } from '@renderer/projections/hooks.ts'
import { Button } from '@renderer/ui/button.tsx'
import type { SortOrder } from '@renderer/ui/data-table.tsx'
import { EmptyState } from '@renderer/ui/empty-state.tsx'
import { ErrorState } from '@renderer/ui/error-state.tsx'
import { Page } from '@renderer/ui/page.tsx'
import { useShortcut } from '@renderer/ui/use-shortcut.ts'
import { newProduct } from '@shared/domain/catalogue/product.ts'
import { canonicalJson } from '@shared/kernel/canonical.ts'
import type { Id } from '@shared/kernel/id.ts'
import { BadgePercent, Download, PackageSearch, Plus, Upload } from 'lucide-react'
import { useCallback, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { ChosenLabels } from './chosen-labels.tsx'
import { ExportDialog } from './export-dialog.tsx'
import { ImportDialog } from './import/import-dialog.tsx'
import { usePagedRows } from './paged-rows.ts'
import { catalogueRequest, isFiltered, NO_FILTER, type ProductFilter } from './product-filter.ts'
import { ProductFilters } from './product-filters.tsx'
import { type OpenProduct, ProductSheet } from './product-sheet.tsx'
import { ProductTable } from './product-table.tsx'
import { useProjectionsVersion } from './projections-version.ts'

const BY_NAME: SortOrder = { id: 'name', direction: 'asc' }

export function ProductsScreen() {
  const { t } = useTranslation(['products', 'offers'])
  const [, navigate] = useLocation()
  const [filter, setFilter] = useState<ProductFilter>(NO_FILTER)
  const [sort, setSort] = useState<SortOrder>(BY_NAME)
  const [open, setOpen] = useState<OpenProduct | null>(null)
  const [dialog, setDialog] = useState<'none' | 'import' | 'export'>('none')
  const [chosen, setChosen] = useState<ReadonlySet<Id>>(new Set())
  const search = useRef<HTMLInputElement>(null)
  const startProduct = useStartProduct()
  const request = useMemo(() => catalogueRequest(filter, sort), [filter, sort])
  const rows = useCatalogueRows(request)
  const may = { edit: useCan('products.edit'), import: useCan('data.import'), export: useCan('data.export') }
  const choose = useCallback((productId: Id, isChosen: boolean): void => {
    setChosen((known) => {
      const next = new Set(known)
      if (isChosen) next.add(productId)
      else next.delete(productId)
      return next
    })
  }, [])
  useShortcut('mod+f', () => search.current?.focus())
  useShortcut('F8', () => setOpen(startProduct()), { enabled: may.edit })

  return (
    <Page
      title={t('title')}
      subtitle={rows.total === undefined ? t('loading') : t('count', { count: rows.total })}
      actions={
        <>
          {chosen.size > 0 && <ChosenLabels productIds={chosen} />}
          <Button icon={<BadgePercent aria-hidden />} onClick={() => navigate('/offers')}>
            {t('offers:open')}
          </Button>
          <Button
            icon={<Upload aria-hidden />}
            disabled={!may.import || !may.edit}
            title={may.import && may.edit ? undefined : t('forbidden')}
            onClick={() => setDialog('import')}
          >
            {t('import.open')}
          </Button>
          <Button
            icon={<Download aria-hidden />}
            disabled={!may.export}
            title={may.export ? undefined : t('forbidden')}
            onClick={() => setDialog('export')}
          >
            {t('export.open')}
          </Button>
          <Button
            variant="primary"
            icon={<Plus aria-hidden />}
            disabled={!may.edit}
            title={may.edit ? undefined : t('forbidden')}
            shortcut="F8"
            onClick={() => setOpen(startProduct())}
          >
            {t('new')}
          </Button>
        </>
      }
    >
      <ProductFilters filter={filter} onChange={setFilter} searchRef={search} end={null} />
      {rows.failed ? (
        <ErrorState what={t('broken.what')} todo={t('broken.todo')} data={t('broken.data')} />
      ) : (
        <ProductTable
          rows={rows}
          sort={sort}
          onSortChange={setSort}
          chosen={chosen}
          onChoose={choose}
          onOpen={(productId) => setOpen({ kind: 'stored', productId })}
          empty={
            isFiltered(filter) ? (
              <EmptyState icon={<PackageSearch />} title={t('empty.noMatch')} body={t('empty.noMatchBody')} />
            ) : (
              <EmptyState icon={<PackageSearch />} title={t('empty.none')} body={t('empty.noneBody')} />
            )
          }
        />
      )}
      <ProductSheet open={open} onClose={() => setOpen(null)} />
      {dialog === 'import' && <ImportDialog onClose={() => setDialog('none')} />}
      {dialog === 'export' && (
        <ExportDialog request={request} filtered={isFiltered(filter)} onClose={() => setDialog('none')} />
      )}
    </Page>
  )
}

function useCatalogueRows(request: ReturnType<typeof catalogueRequest>) {
  const projections = useProjections()
  const version = useProjectionsVersion()
  return usePagedRows({
    question: canonicalJson(request),
    version,
    fetchPage: (offset, limit) => projections.searchCatalogue({ ...request, offset, limit }),
  })
}

function useStartProduct(): () => OpenProduct {
  const author = useAuthor()
  const deps = useDeps()
  const shop = useShop()
  return () => ({ kind: 'new', product: newProduct({ name: '', currency: shop.currency }, author, deps) })
}
