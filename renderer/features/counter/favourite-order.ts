import type { SettingValue, TILE_COLOURS } from '@shared/schemas/settings.schema.ts'

export interface Tile {
  readonly id: string
  readonly value: SettingValue<'favourite'>
}

/** In the shop's order. Two devices may have given out one place twice: the ids decide alike everywhere. */
export const arrange = <One extends Tile>(tiles: readonly One[]): One[] =>
  [...tiles].sort((a, b) => a.value.sortOrder - b.value.sortOrder || (a.id < b.id ? -1 : 1))

/** The list with one tile a place further or back; the same list when there is no such place. */
export function moved<One>(tiles: readonly One[], from: number, step: 1 | -1): readonly One[] {
  const tile = tiles[from]
  const to = from + step
  return tile === undefined || to < 0 || to >= tiles.length
    ? tiles
    : tiles.toSpliced(from, 1).toSpliced(to, 0, tile)
}

/** What stands on a tile without a picture: `Café Touba` is `CT`, `Riz` is `RI`. */
export function initialsOf(name: string): string {
  const words = name.match(/[\p{L}\p{N}]+/gu) ?? []
  const [first = '', second] = words
  const letters = second === undefined ? [...first].slice(0, 2) : [[...first][0], [...second][0]]
  return letters.join('').toLocaleUpperCase()
}

export type TileColour = (typeof TILE_COLOURS)[number]

/** Words on each of them are readable by day and by night. */
export const COLOUR_CLASSES: Readonly<Record<TileColour, string>> = {
  blue: 'bg-info-soft text-info-ink',
  green: 'bg-success-soft text-success-ink',
  yellow: 'bg-marigold-soft text-marigold-ink',
  red: 'bg-danger-soft text-danger-ink',
  grey: 'bg-sunken text-ink',
}
