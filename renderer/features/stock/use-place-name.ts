import { useSettings, useShop } from '@renderer/db/hooks.ts'
import { transitLocationId } from '@shared/domain/stock/transfer.ts'
import type { Id } from '@shared/kernel/id.ts'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'

/** Names of places, the one where goods under way are included; empty for a place given up. */
export function usePlaceName(): (locationId: Id) => string {
  const { t } = useTranslation('stock')
  const { id: shopId } = useShop()
  const locations = useSettings('location')
  return useMemo(() => {
    const names = new Map<Id, string>(locations?.map(({ id, value }) => [id, value.name]))
    names.set(transitLocationId(shopId), t('inTransit'))
    return (locationId) => names.get(locationId) ?? ''
  }, [locations, shopId, t])
}
