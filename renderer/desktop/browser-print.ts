import type { DesktopError } from '@shared/ipc/errors.ts'
import { err, ok, type Result } from '@shared/kernel/result.ts'
import type { Printable } from './desktop.ts'
import { ownStylesheets } from './own-stylesheets.ts'

const MM_PER_CSS_PX = 25.4 / 96
/** Paper a receipt printer feeds before it cuts. */
const RECEIPT_TAIL_MM = 8

interface SheetOfPaper {
  readonly widthMm: number
  readonly heightMm?: number
}

/**
 * Prints through a hidden frame, so that the page itself keeps its scroll position and focus. The copy is made node by
 * node, never by way of HTML text, so nothing in it can run. A receipt (no `heightMm`) gets one
 * sheet as long as it needs.
 */
export async function printInFrame(
  what: Printable,
  paper: SheetOfPaper,
): Promise<Result<void, DesktopError>> {
  const frame = document.createElement('iframe')
  frame.ariaHidden = 'true'
  frame.tabIndex = -1
  frame.style.position = 'fixed'
  frame.style.inset = 'auto 100% 100% auto'
  document.body.append(frame)
  const view = frame.contentWindow
  if (view === null) {
    frame.remove()
    return err({ type: 'PrintFailed', reason: 'no-frame' })
  }
  view.document.title = what.title
  view.document.documentElement.lang = what.lang
  await Promise.all(ownStylesheets().map((path) => loadStylesheet(view.document, path)))
  const copy = view.document.importNode(what.content, true)
  for (const element of copy.querySelectorAll('script, iframe, object, embed')) element.remove()
  view.document.body.append(copy)
  frame.style.width = `${paper.widthMm}mm`
  applyPaper(view, paper, copy.getBoundingClientRect().height)
  await new Promise<void>((resolve) => {
    view.addEventListener('afterprint', () => resolve(), { once: true })
    view.print()
    // Some browsers never say `afterprint`; `print()` itself waits for the window, so a moment later is after it.
    setTimeout(resolve, 1_000)
  })
  frame.remove()
  return ok(undefined)
}

function applyPaper(view: Window, { widthMm, heightMm }: SheetOfPaper, contentPx: number): void {
  const needed = Math.ceil(contentPx * MM_PER_CSS_PX) + RECEIPT_TAIL_MM
  // A stylesheet made by script is the one kind the policy allows here; it must come from the frame's own window.
  const sheet = new (view as Window & typeof globalThis).CSSStyleSheet()
  sheet.replaceSync(
    `@page { size: ${widthMm}mm ${heightMm ?? needed}mm; margin: 0 } html, body { margin: 0; height: auto; overflow: visible; background: white }`,
  )
  view.document.adoptedStyleSheets = [sheet]
}

function loadStylesheet(into: Document, path: string): Promise<void> {
  const link = into.createElement('link')
  link.rel = 'stylesheet'
  link.href = new URL(path, globalThis.location.href).href
  return new Promise((resolve) => {
    // A stylesheet that does not load leaves plain text, which is still a receipt.
    link.addEventListener('load', () => resolve(), { once: true })
    link.addEventListener('error', () => resolve(), { once: true })
    into.head.append(link)
  })
}
