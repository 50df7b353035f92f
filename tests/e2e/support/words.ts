import { i18n } from '@renderer/i18n/index.ts'
import type { Locale } from '@renderer/i18n/locale.ts'

/** The text of a key, `namespace:path`, with its values filled in; a key without a text is a mistake of the test. */
export type Words = (key: string, values?: Readonly<Record<string, string | number>>) => string

/** The product's own words in one language: tests find everything by the names people read. */
export function wordsOf(language: Locale): Words {
  const translate = i18n.getFixedT(language) as (key: string, values: object) => unknown // keys are checked below
  return (key, values = {}) => {
    const text = translate(key, values)
    if (typeof text !== 'string' || text === key.slice(key.indexOf(':') + 1))
      throw new Error(`No text: ${key}`)
    return text
  }
}

type Catalogue = { readonly [key: string]: string | Catalogue }

/** Every text of a language that stands by itself, without a value to fill in. */
export function plainTexts(language: Locale): Set<string> {
  const texts = new Set<string>()
  const collect = (catalogue: Catalogue): void => {
    for (const entry of Object.values(catalogue)) {
      if (typeof entry !== 'string') collect(entry)
      else if (!entry.includes('{{')) texts.add(entry)
    }
  }
  collect(i18n.getDataByLanguage(language) as Catalogue) // a tree of texts, by namespace
  return texts
}

/** Spaces of every width are one, as for a reader. */
export const plainSpaces = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, ' ')

/** A pattern that finds the text whatever spaces it is written with. */
export const asPattern = (text: string): RegExp =>
  new RegExp(
    text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(/[\s\u00a0\u202f]+/g, '[\\s\\u00a0\\u202f]+'),
  )
