import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { WorkspaceContext } from '@renderer/db/workspace.ts'
import { ReceiptPaper } from '@renderer/features/orders/receipt-paper.tsx'
import { i18n } from '@renderer/i18n/index.ts'
import { newProduct } from '@shared/domain/catalogue/product.ts'
import { plainCell, readCsv, writeCsv } from '@shared/import/csv.ts'
import { EXPORT_HEADER, exportRows } from '@shared/import/product-export.ts'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { PRINT_POLICY, pagePolicy } from '../../../electron/main/content-security-policy.ts'
import { toPrintDocument } from '../../../electron/main/services/print-documents.ts'
import { symbolicDevice } from '../../fuzz/symbols.ts'
import { buildSale, testDeps } from '../../unit/features/orders/order-builders.ts'

/* A34 A35 A36: what somebody types into a name stays text on every screen, on paper and in every file. */

const MARKUP = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '"><svg onload=alert(1)>',
  "' onmouseover='alert(1)",
  '</p></article><iframe srcdoc="<script>alert(1)</script>">',
  '<base href=//evil.test>',
  'javascript:alert(1)',
  '{{name}} $t(receipt.total)',
]
const FORMULAS = [
  '=1+1',
  '=HYPERLINK("http://evil.test","x")',
  "+1+cmd|' /C calc'!A0",
  '-2+3+cmd',
  '@SUM(1)',
  '\t=1',
  '\r=1',
  '\n=1',
  '\uff1d1+1',
]

function receiptWith(text: string): string {
  const sale = buildSale(Date.parse('2026-03-04T12:00:00Z'))
  const lines = sale.lines.map((line) => ({ ...line, name: text, note: text }))
  const payments = sale.payments.map((payment) => ({ ...payment, reference: text }))
  const order = { ...sale, lines, payments, number: text, customerName: text, note: text }
  const { session } = symbolicDevice('staff', 'cashier')
  const shop = { ...session.shop, name: text }
  const nothing = null as never // nothing is read on paper
  const unused = { store: nothing, history: nothing, undo: nothing }
  const workspace = { ...unused, session: { ...session, shop }, deps: testDeps(0) }
  const paper = createElement(ReceiptPaper, { order, duplicate: true })
  return renderToStaticMarkup(createElement(WorkspaceContext.Provider, { value: workspace }, paper))
}

/** Elements that no text may make; the bars of the receipt's number are the program's own. */
const FOREIGN = /<(script|img|iframe|base)|<svg(?! aria-hidden="true" class="h-)/i

/** The names of the elements and attributes that a text makes when it is read as markup. */
const shapeOf = (html: string): string =>
  [...html.matchAll(/<(\/?[a-z]+)((?:\s+[a-z-]+(?:="[^"]*")?)*)\s*\/?>/gi)]
    .map(([, tag, attributes = '']) => `${tag} ${attributes.replace(/="[^"]*"/g, '').trim()}`)
    .join('\n')

describe('on screen and on paper', () => {
  it.each(MARKUP)('A34 A35 a receipt whose every text is %s has the shape of a plain one', (text) => {
    const html = receiptWith(text)
    expect(shapeOf(html)).toBe(shapeOf(receiptWith('Riz')))
    expect(html).not.toMatch(FOREIGN)
  })

  it.each(MARKUP)('A35 the same as a document for the printer: %s', (text) => {
    const page = { title: text, lang: text, html: receiptWith(text), stylesheets: [text], widthMm: 80 }
    const html = toPrintDocument(page)
    expect(html).not.toMatch(FOREIGN)
    const plain = { ...page, title: 'Riz', lang: 'fr', html: receiptWith('Riz'), stylesheets: ['a.css'] }
    expect(shapeOf(html)).toBe(shapeOf(toPrintDocument(plain)))
  })

  it('A34 what a name holds is never taken for another text’s name or place', () => {
    const phone = '$t(receipt.total) {{count}}'
    expect(i18n.t('receipt.phone', { ns: 'orders', phone })).toContain(phone)
  })

  it('A34 A35 both policies forbid every script that is not the program’s own', () => {
    expect(pagePolicy('https://sync.test')).toMatch(/script-src 'self'(;|$)/)
    expect(pagePolicy(null)).toContain("require-trusted-types-for 'script'")
    expect(PRINT_POLICY).toContain("default-src 'none'")
    expect(PRINT_POLICY).not.toContain('script-src')
  })

  it('A34 no file of the program makes markup out of text', () => {
    const root = resolve(import.meta.dirname, '../../..')
    const makes =
      /dangerouslySetInnerHTML|\.innerHTML\b|\.outerHTML\s*=|insertAdjacentHTML|document\.write|\beval\(|new Function\(|srcdoc|createContextualFragment/
    const found = ['renderer', 'electron', 'shared'].flatMap((folder) =>
      filesBelow(join(root, folder)).filter((path) => makes.test(readFileSync(path, 'utf8'))),
    )
    expect(found).toEqual([])
  })
})

describe('in files', () => {
  it.each(FORMULAS)(
    'A36 a product named %j is text in the exported file, and comes back as it was',
    (name) => {
      const { author } = symbolicDevice('staff', 'manager')
      const product = newProduct({ name, brand: name, tags: [name], currency: 'XOF' }, author, testDeps(1))
      const rows = exportRows(product, { categoryPath: name, onHand: () => -5 })
      const text = writeCsv(EXPORT_HEADER, rows)
      const cells: string[] = []
      const onReject = (row: unknown) => expect.unreachable(JSON.stringify(row))
      readCsv(text, { onRow: (row) => cells.push(...row.cells), onReject }, ';')
      expect(cells.filter((cell) => /^[=+@\t\r\n\uff1d]|^-[^\d]|^-\d+\+/.test(cell))).toEqual([])
      expect(cells.filter((cell) => plainCell(cell) === name && cell !== name).length).toBeGreaterThanOrEqual(
        2,
      )
      // Numbers stay numbers: a spreadsheet can add them up.
      expect(cells).toContain('-5')
    },
  )
})

const filesBelow = (folder: string): string[] =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    if (statSync(path).isDirectory()) return filesBelow(path)
    return /\.tsx?$/.test(name) ? [path] : []
  })
