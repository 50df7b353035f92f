import { arrange, initialsOf, moved, type Tile } from '@renderer/features/counter/favourite-order.ts'
import { describe, expect, test } from 'vitest'
import { idOf } from './counter-builders.ts'

const tile = (id: string, sortOrder: number): Tile => ({
  id,
  value: { variantId: idOf(id), sortOrder, colour: 'blue', picture: null },
})

describe('favourites', () => {
  test('stand in the shop’s order, and one place given out twice is settled alike on every till', () => {
    const tiles = [tile('c', 1), tile('a', 2), tile('b', 1)]
    expect(arrange(tiles).map(({ id }) => id)).toEqual(['b', 'c', 'a'])
    expect(arrange(tiles.toReversed())).toEqual(arrange(tiles))
  })

  test('move by one place, and not beyond the ends', () => {
    expect(moved(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c'])
    expect(moved(['a', 'b', 'c'], 2, -1)).toEqual(['a', 'c', 'b'])
    expect(moved(['a', 'b'], 0, -1)).toEqual(['a', 'b'])
    expect(moved(['a', 'b'], 1, 1)).toEqual(['a', 'b'])
  })

  test.each([
    ['Café Touba', 'CT'],
    ['Riz', 'RI'],
    ['émail', 'ÉM'],
    ['7up · 33 cl', '73'],
    ['l’eau', 'LE'],
    ['x', 'X'],
    ['', ''],
  ])('%j without a picture reads %j', (name, initials) => {
    expect(initialsOf(name)).toBe(initials)
  })
})
