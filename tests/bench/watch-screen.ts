import { join } from 'node:path'
import { build } from 'esbuild'
import type { Page } from 'playwright'

/** What the page noted, in ms since its navigation. */
export interface ScreenMarks {
  /** The PIN's field has the focus. */
  readonly locked?: number
  /** Enter after the PIN. */
  readonly entered?: number
  /** The counter's field is there. */
  readonly field?: number
  /** The first hits of a search stand under it. */
  readonly answered?: number
  readonly longTasks: readonly { readonly start: number; readonly duration: number }[]
}

export interface SaleMarks {
  readonly asked: number
  readonly sold: number
}

/** Bundled apart from this program: what runs in the page must be the page's own code and nothing of the loader's. */
let script: Promise<string> | undefined

async function bundle(): Promise<string> {
  const entryPoints = [join(import.meta.dirname, 'pages/watch-screen.ts')]
  const { outputFiles } = await build({
    entryPoints,
    bundle: true,
    format: 'iife',
    write: false,
    logLevel: 'error',
  })
  return outputFiles[0]?.text ?? ''
}

/** `word` is typed into the counter's field as soon as it is there; none when empty. */
export async function watchScreen(page: Page, word: string): Promise<void> {
  script ??= bundle()
  await page.addInitScript({ content: `globalThis.benchWord = ${JSON.stringify(word)}\n${await script}` })
}

interface Noted {
  readonly marks: Omit<ScreenMarks, 'longTasks'>
  readonly longTasks: ScreenMarks['longTasks']
  readonly sales: readonly SaleMarks[]
}

export async function readScreen(
  page: Page,
): Promise<ScreenMarks & { readonly sales: readonly SaleMarks[] }> {
  const noted = await page.evaluate(() => Reflect.get(globalThis, 'benchScreen') as Noted) // `watch` put it there
  return { ...noted.marks, longTasks: noted.longTasks, sales: noted.sales }
}
