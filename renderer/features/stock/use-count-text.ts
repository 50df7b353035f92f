import { useAuthor } from '@renderer/db/hooks.ts'
import type { CountRow } from '@renderer/projections/projections.ts'
import { useTranslation } from 'react-i18next'
import { useCategories } from '../products/public.ts'
import { usePeople } from './use-people.ts'
import { usePlaceName } from './use-place-name.ts'

/** How a count that is under way is spoken of. */
export function useCountText() {
  const { t } = useTranslation('counts')
  const { t: tStock } = useTranslation('stock')
  const placeName = usePlaceName()
  const categories = useCategories()
  const { staffName } = usePeople()
  const { staffId } = useAuthor()
  return {
    title({ locationId, categoryId }: CountRow): string {
      const category = categories?.find(({ id }) => id === categoryId)?.path ?? tStock('countDialog.byScan')
      return t('title', { place: placeName(locationId), category })
    },
    /** Whoever is in it already goes on. */
    invite: ({ staffIds, openedBy }: CountRow): string =>
      t(openedBy === staffId || staffIds.includes(staffId) ? 'goOn' : 'join'),
    progress({ staffIds, articles, openedBy }: CountRow): string {
      if (staffIds.length === 0) return t('openedBy', { name: staffName(openedBy) || t('somebody') })
      const names = staffIds.map((id) => staffName(id) || t('somebody')).join(', ')
      return t('progress', { names, count: articles })
    },
  }
}
