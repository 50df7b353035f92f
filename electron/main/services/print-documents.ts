import { randomUUID } from 'node:crypto'
import { APP_ORIGIN } from '../app-origin.ts'

export const PRINT_PATH = '/print/'

/** Documents on their way to paper, each under an address nobody can guess, for as long as the printing takes. */
export interface PrintDocuments {
  add(html: string): { readonly url: string; remove(): void }
  find(pathname: string): string | null
}

export function createPrintDocuments(): PrintDocuments {
  const htmlByPath = new Map<string, string>()
  return {
    add(html) {
      const path = `${PRINT_PATH}${randomUUID()}`
      htmlByPath.set(path, html)
      return { url: APP_ORIGIN + path, remove: () => void htmlByPath.delete(path) }
    },
    find: (pathname) => htmlByPath.get(pathname) ?? null,
  }
}

export interface PrintPage {
  readonly title: string
  readonly lang: string
  readonly html: string
  readonly stylesheets: readonly string[]
  readonly widthMm: number
}

/**
 * A whole document around a piece of the page. The piece is not cleaned: the print policy lets no script in it run, and the
 * window it opens in has no bridge.
 */
export function toPrintDocument({ title, lang, html, stylesheets, widthMm }: PrintPage): string {
  const links = stylesheets.map((path) => `<link rel="stylesheet" href="${escapeHtml(path)}">`).join('')
  return (
    `<!doctype html><html lang="${escapeHtml(lang)}"><head><meta charset="utf-8">` +
    `<title>${escapeHtml(title)}</title>${links}` +
    `<style>@page{margin:0}html,body{margin:0;height:auto;overflow:visible;background:white;color:black}body{width:${widthMm}mm}</style>` +
    `</head><body>${html}</body></html>`
  )
}

const escapeHtml = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`)
