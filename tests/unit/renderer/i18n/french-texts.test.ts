import { readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { i18n } from '../../../../renderer/i18n/index.ts'

const folder = resolve(import.meta.dirname, '../../../../renderer/i18n/locales/fr')

function textsOf(tree: object, path: string): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[`${path}.${key}`, value]] : textsOf(value, `${path}.${key}`),
  )
}

describe('French texts', () => {
  test.each(readdirSync(folder))('%s never lets a line break before : ; ! ? or inside « »', async (file) => {
    const loaded: Record<string, object> = await import(join(folder, file))
    const breakable = Object.entries(loaded)
      .flatMap(([name, tree]) => textsOf(tree, name))
      .filter(([, text]) => / [:;!?»]|« |[\p{L})}] ?[!?](?=\s|$)/u.test(text))
    expect(breakable).toEqual([])
  })

  test('a round million is counted in French, not in the language that stands in', () => {
    expect(i18n.t('ui.rows', { ns: 'common', lng: 'fr', count: 1_000_000 })).toBe('1000000 lignes')
    expect(i18n.t('ui.rows', { ns: 'common', lng: 'fr', count: 0 })).toBe('0 ligne')
    expect(i18n.t('ui.rows', { ns: 'common', lng: 'en', count: 0 })).toBe('0 rows')
  })
})
