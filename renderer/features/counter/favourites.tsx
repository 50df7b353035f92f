import { useCan } from '@renderer/db/hooks.ts'
import { Button } from '@renderer/ui/button.tsx'
import { Kbd } from '@renderer/ui/kbd.tsx'
import { quantity } from '@shared/kernel/quantity.ts'
import { Star } from 'lucide-react'
import { type KeyboardEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCounter, useCounterTools } from './counter-context.tsx'
import { TileFace } from './tile-face.tsx'
import { type FavouriteTile, useFavourites } from './use-favourites.ts'
import { VariantPrice } from './variant-price.tsx'

export const FAVOURITES_ID = 'favourites'

const ONE = quantity(1)

/** The shop's own choice of articles, one press away; Tab reaches them as one stop, arrows go from tile to tile. */
export function Favourites() {
  const { t } = useTranslation('counter')
  const open = useCounter((state) => state.open)
  const mayArrange = useCan('settings.edit')
  const tiles = useFavourites()?.filter(({ variant }) => variant?.active)
  if (!tiles || (tiles.length === 0 && !mayArrange)) return null
  const arrange = (
    <Button
      size="sm"
      variant="ghost"
      icon={<Star aria-hidden />}
      onClick={() => open({ type: 'favourites' })}
    >
      {t(tiles.length === 0 ? 'favourites.begin' : 'favourites.arrange')}
    </Button>
  )
  if (tiles.length === 0) return <div>{arrange}</div>
  return (
    <section aria-label={t('favourites.title')} className="flex shrink-0 flex-col gap-1">
      <div className="flex items-center justify-between gap-2">
        <span className="flex items-center gap-2 text-xs text-ink-muted">
          {t('favourites.title')} <Kbd combo="mod+d" decorative />
        </span>
        {mayArrange && arrange}
      </div>
      <Tiles tiles={tiles} />
    </section>
  )
}

function Tiles({ tiles }: { tiles: readonly FavouriteTile[] }) {
  const { t } = useTranslation('counter')
  const { session, scanFieldRef } = useCounterTools()
  const [current, setCurrent] = useState(0)
  const list = useRef<HTMLUListElement>(null)
  const at = Math.min(current, tiles.length - 1)
  const buttons = (): HTMLButtonElement[] => [...(list.current?.querySelectorAll('button') ?? [])]

  const onKeyDown = (event: KeyboardEvent): void => {
    const to = destination(event.key, at, buttons())
    if (event.key === 'Escape') scanFieldRef.current?.focus()
    else if (to === null) return
    else buttons()[to]?.focus()
    event.preventDefault()
  }
  const take = ({ variant }: FavouriteTile): void => {
    if (!variant) return
    session.place(variant, { multiplier: ONE })
    scanFieldRef.current?.focus()
  }
  return (
    <ul
      ref={list}
      id={FAVOURITES_ID}
      aria-label={t('favourites.list')}
      onKeyDown={onKeyDown}
      className="grid max-h-48 grid-cols-[repeat(auto-fill,minmax(11rem,1fr))] gap-2 overflow-y-auto p-0.5"
    >
      {tiles.map((tile, index) => (
        <li key={tile.id}>
          <button
            type="button"
            tabIndex={index === at ? 0 : -1}
            onFocus={() => setCurrent(index)}
            onClick={() => take(tile)}
            className="flex min-h-14 w-full items-center gap-2 rounded-md border border-rule-strong bg-raised p-1.5 text-left hover:bg-hover"
          >
            <TileFace value={tile.value} name={tile.variant?.name ?? ''} />
            <span className="min-w-0 flex-1">
              <span className="block truncate text-sm font-medium">{tile.variant?.name}</span>
              <span className="block truncate text-xs text-ink-muted">
                {tile.variant && <VariantPrice variant={tile.variant} />}
              </span>
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}

/** Where an arrow leads: along the tiles, or to the tile above or below, as they stand on the screen. */
function destination(key: string, from: number, buttons: readonly HTMLElement[]): number | null {
  const last = buttons.length - 1
  const perRow = buttons.filter((button) => button.offsetTop === buttons[0]?.offsetTop).length
  switch (key) {
    case 'ArrowRight':
      return Math.min(last, from + 1)
    case 'ArrowLeft':
      return Math.max(0, from - 1)
    case 'ArrowDown':
      return from + perRow <= last ? from + perRow : from
    case 'ArrowUp':
      return from - perRow >= 0 ? from - perRow : from
    case 'Home':
      return 0
    case 'End':
      return last
    default:
      return null
  }
}
