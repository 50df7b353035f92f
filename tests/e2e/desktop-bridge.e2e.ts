import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { pagePolicy } from '../../electron/main/content-security-policy.ts'
import { obeyPagePolicy } from '../../electron/obey-page-policy.ts'
import { launchBrowser } from '../support/browser.ts'

const ROOT = join(import.meta.dirname, '../..')
const SHOP = '01JD0000000000000000000000'

/** The bridge alone, built the way the page is. */
async function buildBridge(): Promise<string> {
  const entry = 'virtual:bridge'
  const source = `import { getDesktop } from '${ROOT}/renderer/desktop/bridge.ts'; globalThis.bridge = getDesktop()`
  const built = await build({
    configFile: false,
    root: ROOT,
    logLevel: 'error',
    resolve: { alias: { '@shared': join(ROOT, 'shared') } },
    plugins: [
      obeyPagePolicy(),
      {
        name: 'entry',
        resolveId: (id) => (id === entry ? entry : null),
        load: (id) => (id === entry ? source : null),
      },
    ],
    build: { write: false, modulePreload: { polyfill: false }, rolldownOptions: { input: entry } },
  })
  const [output] = [built].flat()
  if (output === undefined || !('output' in output)) throw new Error('The build gave nothing')
  return output.output[0].code
}

/** A page with nothing but the bridge, under the same policy as the app's own page. */
async function servePage(): Promise<{ server: Server; url: string }> {
  const script = await buildBridge()
  const answers: Record<string, [type: string, body: string]> = {
    '/': [
      'text/html',
      '<!doctype html><html lang="fr"><title>Bridge</title><link rel="stylesheet" href="/app.css"><script type="module" src="/app.js"></script><article class="ticket"><p>Total 1 500 F</p></article>',
    ],
    '/app.js': ['text/javascript', script],
    '/favicon.ico': ['image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg"/>'],
    '/app.css': ['text/css', '.ticket { font-size: 12px }'],
    '/echo.worker.js': ['text/javascript', 'onmessage = ({ data }) => postMessage(data)'],
  }
  const server = createServer((request, response) => {
    const [type, body] = answers[request.url ?? ''] ?? ['text/plain', '']
    response.setHeader('content-type', `${type}; charset=utf-8`)
    response.setHeader('content-security-policy', pagePolicy(null))
    response.statusCode = body === '' ? 404 : 200
    response.end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return { server, url: `http://127.0.0.1:${port}/` }
}

/** Runs `body` in the page with the bridge as its first argument. */
const withBridge = <Value>(page: Page, body: string): Promise<Value> =>
  page.evaluate(`(async (bridge) => { ${body} })(globalThis.bridge)`)

describe('the bridge in a browser', () => {
  let server: Server
  let browser: Browser
  let page: Page
  const problems: string[] = []
  beforeAll(async () => {
    const served = await servePage()
    server = served.server
    browser = await launchBrowser()
    page = await (await browser.newContext()).newPage()
    page.on('console', (message) => problems.push(message.text()))
    page.on('pageerror', (error) => problems.push(String(error)))
    await page.addInitScript(() => {
      window.print = () => {
        Reflect.set(window.top ?? window, 'printed', {
          html: document.documentElement.outerHTML,
          title: document.title,
          paper: document.adoptedStyleSheets.flatMap((sheet) =>
            [...sheet.cssRules].map((rule) => rule.cssText),
          ),
          fontSize: getComputedStyle(document.querySelector('.ticket') ?? document.body).fontSize,
        })
        window.dispatchEvent(new Event('afterprint'))
      }
    })
    await page.goto(served.url)
    await page.waitForFunction(() => Reflect.has(window, 'bridge'))
  })
  afterAll(async () => {
    await browser.close()
    server.close()
  })

  test('says what it is, and that its journal is not durable', async () => {
    expect(await withBridge(page, 'return [bridge.kind, await bridge.app.serverUrl()]')).toEqual([
      'browser',
      { ok: true, value: new URL(page.url()).origin },
    ])
    const entry = { id: 'e', collection: 'orders', documentId: 'o', body: '{}' }
    const appended = await withBridge(
      page,
      `return bridge.journal.append('${SHOP}', [${JSON.stringify(entry)}])`,
    )
    expect(appended).toEqual({ ok: true, value: { durable: false } })
  })

  test('a secret survives a reload, cannot be read from the stored bytes, and its key cannot be exported', async () => {
    await withBridge(page, "return bridge.secrets.set('session', 'canary-token')")
    await withBridge(page, "return bridge.secrets.set('other', 'second')")
    await page.reload()
    await page.waitForFunction(() => Reflect.has(window, 'bridge'))
    expect(await withBridge(page, "return bridge.secrets.get('session')")).toEqual({
      ok: true,
      value: 'canary-token',
    })
    const stored = await withBridge<{ extractable: boolean; text: string }>(
      page,
      `const db = await new Promise((done) => { const r = indexedDB.open('comptoir-secrets'); r.onsuccess = () => done(r.result) })
       const all = (name) => new Promise((done) => { const r = db.transaction(name).objectStore(name).getAll(); r.onsuccess = () => done(r.result) })
       const [key] = await all('keys'); const secrets = await all('secrets'); db.close()
       return { extractable: key.extractable, text: secrets.map((s) => new TextDecoder('latin1').decode(s.data)).join() }`,
    )
    expect(stored.extractable).toBe(false)
    expect(stored.text).not.toContain('canary')
  })

  test('two secrets cannot be exchanged behind its back, and a deleted one is gone', async () => {
    await withBridge(
      page,
      `const db = await new Promise((done) => { const r = indexedDB.open('comptoir-secrets'); r.onsuccess = () => done(r.result) })
       const store = db.transaction('secrets', 'readwrite').objectStore('secrets')
       await new Promise((done) => { const r = store.get('session'); r.onsuccess = () => { store.put(r.result, 'other').onsuccess = done } })
       db.close()`,
    )
    expect(await withBridge(page, "return bridge.secrets.get('other')")).toEqual({
      ok: false,
      error: { type: 'SecretUnreadable', name: 'other' },
    })
    await withBridge(page, "return bridge.secrets.delete('session')")
    expect(await withBridge(page, "return bridge.secrets.get('session')")).toEqual({ ok: true, value: null })
  })

  test('many secrets at once in two tabs share one key', async () => {
    const second = await page.context().newPage()
    await second.goto(page.url())
    await second.waitForFunction(() => Reflect.has(window, 'bridge'))
    const write = (tab: Page, prefix: string) =>
      withBridge(
        tab,
        `await Promise.all([0,1,2,3,4].map((n) => bridge.secrets.set('${prefix}' + n, 'value ' + n)))`,
      )
    await Promise.all([write(page, 'a'), write(second, 'b')])
    for (const name of ['a0', 'a4', 'b0', 'b4']) {
      expect(await withBridge(page, `return bridge.secrets.get('${name}')`)).toEqual({
        ok: true,
        value: `value ${name[1]}`,
      })
    }
    await second.close()
  })

  test('a chosen file arrives byte for byte, and a cancelled chooser is no error', async () => {
    const choosing = page.waitForEvent('filechooser')
    const answer = withBridge<{ value: { name: string; size: number } }>(
      page,
      `const { value } = await bridge.files.openImport(['csv']); return { value: { name: value.name, size: value.bytes.byteLength } }`,
    )
    const bytes = Buffer.from([0, 255, 10])
    await (await choosing).setFiles({ name: 'produits.csv', mimeType: 'text/csv', buffer: bytes })
    expect(await answer).toEqual({ value: { name: 'produits.csv', size: 3 } })
    const cancelled = await withBridge(
      page,
      `const click = HTMLInputElement.prototype.click
       HTMLInputElement.prototype.click = function () { this.dispatchEvent(new Event('cancel')) }
       const answer = await bridge.files.openImport(['csv'])
       HTMLInputElement.prototype.click = click
       return answer`,
    )
    expect(cancelled).toEqual({ ok: true, value: null })
  })

  test('an export becomes a download with its name and content', async () => {
    const downloading = page.waitForEvent('download')
    await withBridge(
      page,
      "return bridge.files.saveExport({ suggestedName: 'reçus.csv', content: 'a;é', mimeType: 'text/csv' })",
    )
    const download = await downloading
    expect(download.suggestedFilename()).toBe('reçus.csv')
    expect(readFileSync(await download.path(), 'utf8')).toBe('a;é')
  })

  test('a receipt is printed alone, with the styles of the app, and leaves no frame behind', async () => {
    const printed = await withBridge<{ html: string; title: string; fontSize: string; paper: string[] }>(
      page,
      `const content = document.querySelector('.ticket')
       await bridge.print.receipt({ title: 'Ticket A1', lang: 'fr', content, widthMm: 80 })
       return globalThis.printed`,
    )
    expect(printed.html).toContain('Total 1 500 F')
    expect(printed.html).toContain('lang="fr"')
    expect(printed.title).toBe('Ticket A1')
    expect(printed.fontSize).toBe('12px')
    expect(printed.paper[0]).toMatch(/^@page \{ size: 80mm \d+mm; margin: 0px; \}$/)
    expect(await page.locator('iframe').count()).toBe(0)
  })

  test('the return of the network wakes the listener, until it stops listening', async () => {
    const wakes = await withBridge(
      page,
      `let wakes = 0; const stop = bridge.events.onPowerResume(() => wakes++)
       dispatchEvent(new Event('online')); stop(); dispatchEvent(new Event('online')); return wakes`,
    )
    expect(wakes).toBe(1)
  })

  test('its own workers start under the policy, and a script from elsewhere does not', async () => {
    const echoed = await withBridge(
      page,
      `const worker = new Worker(new URL('/echo.worker.js', location.href), { type: 'module' })
       const echo = new Promise((done) => { worker.onmessage = ({ data }) => done(data) })
       worker.postMessage('hello'); return echo`,
    )
    expect(echoed).toBe('hello')
    await expect(withBridge(page, "new Worker('https://example.com/x.js')")).rejects.toThrow('refused')
  })

  test('nothing above made the browser report a problem', () => {
    expect(problems).toEqual([])
  })
})
