import { MAX_PAPER_LINES, type Paper, type PaperLine } from '@shared/paper/paper.schema.ts'

/*
 * One paper, one description: the element that is on screen. `data-paper` says what kind of line an element is; a paragraph
 * without it is plain text. Whatever is added to a slip therefore stands on every printer.
 */

/** What stands on a slip, read from the element that shows it. */
export function readPaper(slip: Element): Paper {
  const lines = linesOf(slip)
  return { lines: lines.slice(0, MAX_PAPER_LINES) }
}

function linesOf(element: Element): PaperLine[] {
  const kind = element.getAttribute('data-paper')
  if (kind !== null) return [toLine(kind, element)]
  const children = [...element.children]
  const isText = element.tagName === 'P' || children.length === 0
  if (!isText) return children.flatMap(linesOf)
  const text = textOf(element)
  return text === '' ? [] : [{ kind: 'text', text, center: isCentred(element), bold: false }]
}

function toLine(kind: string, element: Element): PaperLine {
  const text = textOf(element)
  if (kind === 'rule') return { kind }
  if (kind === 'title' || kind === 'stamp') return { kind, text }
  if (kind === 'code') return { kind, text }
  if (kind === 'pair') {
    const [term, value] = [...element.children].map(textOf)
    return { kind, term: term ?? '', value: value ?? '', strong: element.hasAttribute('data-strong') }
  }
  return { kind: 'text', text, center: isCentred(element), bold: element.hasAttribute('data-strong') }
}

const textOf = (element: Element): string => (element.textContent ?? '').trim()

const isCentred = (element: Element): boolean => element.closest('[data-center]') !== null
