import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'

const css = readFileSync(resolve(import.meta.dirname, '../../../../renderer/app/styles/tokens.css'), 'utf8')

function tokensOf(theme: 'light' | 'dark'): Map<string, string> {
  const start = css.indexOf(`:root[data-theme="${theme}"]`)
  const block = css.slice(start, css.indexOf('\n}', start))
  return new Map(
    [...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/g)].map(([, name = '', hex = '']) => [name, hex]),
  )
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (light + 0.05) / (dark + 0.05)
}

const GROUNDS = ['paper', 'surface', 'surface-sunken', 'surface-raised', 'hover'] as const

const TEXT_ON: Record<string, readonly string[]> = {
  ink: [...GROUNDS, 'accent-soft', 'info-soft', 'success-soft', 'warning-soft', 'danger-soft'],
  'ink-muted': [...GROUNDS, 'accent-soft'],
  'ink-faint': ['paper', 'surface', 'surface-sunken', 'surface-raised', 'hover'],
  'accent-ink': [...GROUNDS, 'accent-soft'],
  'on-accent': ['accent', 'accent-hover'],
  'on-danger': ['danger', 'danger-hover'],
  'info-ink': [...GROUNDS, 'info-soft'],
  'success-ink': [...GROUNDS, 'success-soft'],
  'warning-ink': [...GROUNDS, 'warning-soft'],
  'danger-ink': [...GROUNDS, 'danger-soft', 'accent-soft'],
  'marigold-ink': ['marigold-soft'],
  paper: ['ink'],
}

const SHAPES_ON: Record<string, readonly string[]> = {
  'rule-strong': ['paper', 'surface', 'surface-raised'],
  focus: [...GROUNDS, 'accent-soft'],
  accent: ['paper', 'surface', 'surface-sunken'],
  danger: ['surface', 'surface-raised'],
  success: ['surface', 'success-soft'],
  warning: ['surface', 'warning-soft'],
  info: ['surface', 'info-soft'],
  'series-1': ['surface'],
  'series-2': ['surface'],
  'series-3': ['surface'],
  'series-4': ['surface'],
  'series-5': ['surface'],
  'series-6': ['surface'],
}

function tooFaint(
  theme: 'light' | 'dark',
  pairs: Record<string, readonly string[]>,
  least: number,
): string[] {
  const tokens = tokensOf(theme)
  return Object.entries(pairs).flatMap(([front, grounds]) =>
    grounds
      .map((ground) => ({ ground, ratio: contrast(tokens.get(front) ?? '', tokens.get(ground) ?? '') }))
      .filter(({ ratio }) => !(ratio >= least))
      .map(({ ground, ratio }) => `${front} on ${ground}: ${ratio.toFixed(2)}`),
  )
}

describe.each(['light', 'dark'] as const)('colours of the %s theme', (theme) => {
  test('every text reads at 4.5 to 1 or better on every ground it stands on', () => {
    expect(tooFaint(theme, TEXT_ON, 4.5)).toEqual([])
  })

  test('every border, ring, mark and series that carries meaning shows at 3 to 1 or better', () => {
    expect(tooFaint(theme, SHAPES_ON, 3)).toEqual([])
  })

  test('both themes name the same colours', () => {
    expect([...tokensOf(theme).keys()]).toEqual([...tokensOf('light').keys()])
  })
})
