import { Banner } from '@renderer/ui/banner.tsx'
import { Button } from '@renderer/ui/button.tsx'
import { Dialog } from '@renderer/ui/dialog.tsx'
import { EmptyState } from '@renderer/ui/empty-state.tsx'
import { toast } from '@renderer/ui/toast.ts'
import { Star } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { ArticleSearch } from './article-search.tsx'
import { useCounter } from './counter-context.tsx'
import { moved } from './favourite-order.ts'
import { FavouriteRow } from './favourite-row.tsx'
import { useFavouriteCommands, useFavourites } from './use-favourites.ts'

/** More would be a second catalogue. */
const MOST = 60

/** Which articles stand on the counter, in which order, with which picture. Each change is kept at once, on every till. */
export function FavouritesDialog() {
  const { t } = useTranslation('counter')
  const close = useCounter((state) => state.close)
  const tiles = useFavourites()
  const commands = useFavouriteCommands()
  const told = async (stored: Promise<boolean>): Promise<void> => {
    if (!(await stored)) toast.error(t('favourites.failed'), { description: t('favourites.failedHow') })
  }
  const nextPlace = Math.max(-1, ...(tiles ?? []).map(({ value }) => value.sortOrder)) + 1
  return (
    <Dialog
      open
      size="lg"
      onOpenChange={close}
      title={t('favourites.title')}
      description={t('favourites.how')}
      footer={
        <Button size="lg" onClick={close}>
          {t('favourites.close')}
        </Button>
      }
    >
      <div className="flex flex-col gap-3">
        {tiles && tiles.length >= MOST ? (
          <Banner tone="info" title={t('favourites.full', { most: MOST })} />
        ) : (
          <ArticleSearch
            label={t('favourites.add')}
            autoFocus
            taken={new Set(tiles?.map(({ value }) => value.variantId))}
            onChoose={({ variantId }) =>
              void told(commands.put({ variantId, sortOrder: nextPlace, colour: 'blue', picture: null }))
            }
          />
        )}
        {tiles?.length === 0 && (
          <EmptyState icon={<Star />} title={t('favourites.none')} body={t('favourites.noneHow')} />
        )}
        <ul aria-label={t('favourites.list')} className="flex flex-col">
          {tiles?.map((tile, at) => (
            <FavouriteRow
              key={tile.id}
              tile={tile}
              isFirst={at === 0}
              isLast={at === tiles.length - 1}
              onMove={(step) => void told(commands.reorder(moved(tiles, at, step)))}
              onChange={(changes) => void told(commands.put({ ...tile.value, ...changes }))}
              onRemove={() => void told(commands.remove(tile))}
            />
          ))}
        </ul>
      </div>
    </Dialog>
  )
}
