import { type ReadSetting, useSettings, useShop } from '@renderer/db/hooks.ts'
import { Badge } from '@renderer/ui/badge.tsx'
import { type Column, DataTable } from '@renderer/ui/data-table.tsx'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { TillLocationField } from './till-location-field.tsx'

export type Place = ReadSetting<'location'>

const rowKey = ({ id }: Place): string => id

/** Where the shop keeps its goods, and from where this till sells. */
export function LocationsView({ onOpen }: { onOpen: (place: Place) => void }) {
  const { t } = useTranslation('transfers')
  const { locationId } = useShop()
  const places = useSettings('location')
  const rows = useMemo(() => places?.toSorted((a, b) => a.value.name.localeCompare(b.value.name)), [places])
  const columns = useMemo(
    (): readonly Column<Place>[] => [
      {
        id: 'name',
        header: t('place.name'),
        width: 'minmax(14rem, 2fr)',
        cell: ({ id, value }) => (
          <span className="flex items-center gap-2 font-medium">
            {value.name}
            {id === locationId && <Badge tone="info">{t('place.here')}</Badge>}
          </span>
        ),
      },
      {
        id: 'sells',
        header: t('place.sells'),
        width: '8rem',
        cell: ({ value }) => t(value.sells ? 'place.yes' : 'place.no'),
      },
    ],
    [t, locationId],
  )
  return (
    <>
      <TillLocationField places={rows ?? []} />
      <p role="status" className="text-sm text-ink-muted">
        {rows && t('place.count', { count: rows.length })}
      </p>
      <DataTable
        label={t('place.label')}
        columns={columns}
        rows={rows ?? []}
        rowKey={rowKey}
        loading={rows === undefined}
        onRowActivate={onOpen}
        minWidth="30rem"
        className="overflow-hidden rounded-md border border-rule"
        empty={null}
      />
    </>
  )
}
