import { useAuthor, useDeps, useSettings, useShop } from '@renderer/db/hooks.ts'
import { useVariants } from '@renderer/projections/hooks.ts'
import type { CatalogueVariant } from '@renderer/projections/projections.ts'
import { newFavourite } from '@shared/domain/settings/favourite.ts'
import type { Id } from '@shared/kernel/id.ts'
import type { SettingValue } from '@shared/schemas/settings.schema.ts'
import { useMemo } from 'react'
import { arrange, type Tile } from './favourite-order.ts'
import { useKeepSetting } from './use-keep-setting.ts'

export interface FavouriteTile extends Tile {
  readonly id: Id
  readonly value: SettingValue<'favourite'>
  /** Undefined while the catalogue has not told it, or when this device does not know the article. */
  readonly variant: CatalogueVariant | undefined
}

/** The tiles of the counter in the shop's order; undefined while they are being read. */
export function useFavourites(): readonly FavouriteTile[] | undefined {
  const { locationId } = useShop()
  const settings = useSettings('favourite')
  const ordered = useMemo(() => settings && arrange(settings), [settings])
  const ids = useMemo(() => (ordered ?? []).map(({ value }) => value.variantId), [ordered])
  const variants = useVariants(ids, locationId)
  return useMemo(() => {
    if (!ordered) return undefined
    const variantById = new Map(variants?.map((variant) => [variant.variantId, variant]))
    return ordered.map((tile) => ({ ...tile, variant: variantById.get(tile.value.variantId) }))
  }, [ordered, variants])
}

/** Each answers whether everything it changed is stored. */
interface FavouriteCommands {
  put(value: SettingValue<'favourite'>): Promise<boolean>
  /** Writes the tiles whose place differs from their place in this list. */
  reorder(tiles: readonly FavouriteTile[]): Promise<boolean>
  remove(tile: FavouriteTile): Promise<boolean>
}

export function useFavouriteCommands(): FavouriteCommands {
  const author = useAuthor()
  const deps = useDeps()
  const { keep, archive } = useKeepSetting()
  const put = (value: SettingValue<'favourite'>): Promise<boolean> => keep(newFavourite(value, author, deps))
  return {
    put,
    async reorder(tiles) {
      const moved = tiles.flatMap(({ value }, at) =>
        value.sortOrder === at ? [] : [put({ ...value, sortOrder: at })],
      )
      return (await Promise.all(moved)).every(Boolean)
    },
    remove: ({ id }) => archive(id),
  }
}
