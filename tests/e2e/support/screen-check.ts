import { mkdirSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Locale } from '@renderer/i18n/locale.ts'
import type { Locator, Page } from 'playwright'
import { plainTexts } from './words.ts'

const root = resolve(import.meta.dirname, '../../..')
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
/** What a theme can break: the rest of the rules look at names and structure, which no theme changes. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block']
const THEMES = ['light', 'dark'] as const

/**
 * Whatever makes what is on screen hard to use, one line each; nothing when all is well. A language changes words only: where
 * axe was asked about the same state in the other one, what is left to see is the words.
 */
export async function findFaults(
  page: Page,
  state: string,
  language: Locale,
  { asksAxe = true }: { readonly asksAxe?: boolean } = {},
): Promise<string[]> {
  const faults = (await page.evaluate(readScreen, foreignTexts(language))).map(
    (fault) => `${state}: ${fault}`,
  )
  for (const theme of THEMES) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
    await page.waitForFunction((wanted) => document.documentElement.dataset.theme === wanted, theme)
    await page.waitForFunction(() => document.getAnimations().length === 0)
    for (const { id, nodes } of asksAxe ? await violationsOf(page, theme) : []) {
      const where = nodes.map(
        ({ target, html, any }) => `${target.join(' ')} ${html.slice(0, 160)} ${any[0]?.message ?? ''}`,
      )
      faults.push(`${state}, ${theme}: ${id} at ${nodes.length} places: ${where.slice(0, 5).join(' | ')}`)
    }
    await photograph(page, `${state.replaceAll(/[ :]+/g, '-')}-${language}-${theme}`)
  }
  return faults
}

async function violationsOf(page: Page, theme: (typeof THEMES)[number]) {
  // The one page is all there is: asking without frames spares a second page for each question.
  const axe = new AxeBuilder({ page }).setLegacyMode()
  if (theme === 'dark') axe.withRules(COLOUR_RULES)
  else axe.withTags(RULES)
  return (await axe.analyze()).violations
}

const BOTH = new Set(['Français', 'English'])

/** Texts of the other language that are not also texts of this one. */
function foreignTexts(language: Locale): string[] {
  const own = plainTexts(language)
  return [...plainTexts(language === 'fr' ? 'en' : 'fr')].filter(
    (text) => !own.has(text) && !BOTH.has(text) && text.length > 3,
  )
}

/** Runs in the page. */
function readScreen(foreign: readonly string[]): string[] {
  const faults: string[] = []
  const { scrollWidth, clientWidth } = document.documentElement
  if (scrollWidth > clientWidth) faults.push(`scrolls sideways: ${scrollWidth} in ${clientWidth}`)
  const isForeign = new Set(foreign)
  const texts: string[] = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) texts.push(walker.currentNode.textContent ?? '')
  for (const element of document.querySelectorAll('[aria-label], [title], [placeholder], [alt]')) {
    for (const name of ['aria-label', 'title', 'placeholder', 'alt'])
      texts.push(element.getAttribute(name) ?? '')
  }
  for (const text of new Set(texts.map((one) => one.trim()))) {
    if (/(^|[\s:(])(?!www\.)[a-z][A-Za-z]+(\.[a-z][A-Za-z-]*)+($|[\s,:)])/.test(text) && !text.includes('@'))
      faults.push(`a key instead of words: ${text}`)
    if (/\{\{|\}\}|\bundefined\b|\bNaN\b|\[object |\bInvalid Date\b/.test(text))
      faults.push(`unfinished words: ${text}`)
    if (isForeign.has(text)) faults.push(`the other language: ${text}`)
  }
  return faults
}

const PICTURES = process.env.COMPTOIR_PICTURES ?? ''
const WIDE = { width: 1920, height: 1080 }

/** Every state in every look, into `test-results/pictures`, when COMPTOIR_PICTURES is `all`. */
async function photograph(page: Page, name: string): Promise<void> {
  if (PICTURES !== 'all') return
  const folder = join(root, 'test-results/pictures')
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${name}.png`) })
  const usual = page.viewportSize()
  await page.setViewportSize(WIDE)
  await page.screenshot({ path: join(folder, `${name}-wide.png`) })
  if (usual) await page.setViewportSize(usual)
}

/**
 * A picture for the documentation, of the whole page or of a part of it, written only when COMPTOIR_PICTURES is set, so that a
 * test run changes no file.
 */
export async function documentPicture(
  page: Page,
  name: string,
  theme: 'light' | 'dark',
  part: Locator | null = null,
): Promise<void> {
  if (PICTURES === '') return
  const path = join(root, 'docs/images', `${name}.png`)
  mkdirSync(dirname(path), { recursive: true })
  await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
  await page.waitForFunction((wanted) => document.documentElement.dataset.theme === wanted, theme)
  await page.evaluate(() => document.fonts.ready)
  if (part === null) {
    await page.screenshot({ path, animations: 'disabled', caret: 'hide' })
    return
  }
  // High enough that nothing of it has to be scrolled to.
  const usual = page.viewportSize()
  await page.setViewportSize({ width: 1_280, height: 2_400 })
  await part.screenshot({ path, animations: 'disabled', caret: 'hide' })
  if (usual) await page.setViewportSize(usual)
}
