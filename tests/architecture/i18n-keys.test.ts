import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { root } from './source-files.ts'

const locales = join(root, 'renderer/i18n/locales')
const namespaces = readdirSync(join(locales, 'en')).map((file) => file.replace(/\.ts$/, ''))

type Messages = { [key: string]: string | Messages }

async function load(language: string, namespace: string): Promise<Map<string, string>> {
  const loaded = (await import(join(locales, language, `${namespace}.ts`))) as Record<string, Messages> // one exported object
  const [messages = {}] = Object.values(loaded)
  return flatten(messages, '')
}

function flatten(messages: Messages, prefix: string): Map<string, string> {
  const out = new Map<string, string>()
  for (const [key, value] of Object.entries(messages)) {
    if (typeof value === 'string') out.set(prefix + key, value)
    else for (const [path, text] of flatten(value, `${prefix}${key}.`)) out.set(path, text)
  }
  return out
}

const variables = (text: string): string[] =>
  [...text.matchAll(/\{\{\s*(\w+)/g)].map(([, name = '']) => name).sort()

describe.each(namespaces)('words of %s', (namespace) => {
  test('French and English have the same keys, none empty, with the same variables', async () => {
    const [fr, en] = await Promise.all([load('fr', namespace), load('en', namespace)])
    const base = (keys: Iterable<string>) =>
      [...keys].map((key) => key.replace(/_(zero|one|many|other)$/, '')).sort()
    expect([...new Set(base(fr.keys()))]).toEqual([...new Set(base(en.keys()))])
    for (const [key, text] of [...fr, ...en]) expect(text.trim(), key).not.toBe('')
    for (const [key, text] of fr) {
      const other = en.get(key)
      if (other !== undefined) expect(new Set(variables(text)), key).toEqual(new Set(variables(other)))
    }
  })
})
