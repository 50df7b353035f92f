import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CHANNELS, facadePath } from '@shared/ipc/channels.ts'
import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { forgetProfile, type LaunchedApp, launchApp } from '../support/launch-app.ts'

const SHOP = '01JD0000000000000000000000'
const SALE = { id: 'edit-1', collection: 'orders', documentId: 'order-1', body: '{"total":1500}' }

/** Calls one verb of `window.desktop` in the page and gives the raw answer. */
const ask = (page: Page, capability: string, verb: string, request: unknown = {}) =>
  page.evaluate(([group, name, value]) => Reflect.get(Reflect.get(window, 'desktop'), group)[name](value), [
    capability,
    verb,
    request,
  ] as const)

const profiles: string[] = []
const freshProfile = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'comptoir-profile-'))
  profiles.push(folder)
  return folder
}
afterAll(() => profiles.forEach(forgetProfile))

describe('the desktop window', () => {
  let app: LaunchedApp
  beforeAll(async () => {
    app = await launchApp({ serverUrl: 'http://127.0.0.1:9' })
  })
  afterAll(() => app.close())

  test('the built page opens from its own origin under a strict content security policy', async () => {
    expect(await app.page.title()).toContain('Comptoir')
    expect(app.page.url().startsWith(`${app.origin}/`)).toBe(true)
    const policy = await app.page.evaluate(async () =>
      (await fetch('/index.html')).headers.get('content-security-policy'),
    )
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self';")
    expect(policy).toContain("connect-src 'self' http://127.0.0.1:9;")
    expect(policy).not.toContain('unsafe')
  })

  test('the page, its styles and its libraries keep to the policy: the browser reports no violation', async () => {
    const problems: string[] = []
    app.page.on('pageerror', (error) => problems.push(String(error)))
    await app.page.exposeFunction('reportViolation', (what: string) => problems.push(what))
    await app.page.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', (event) => {
        Reflect.get(
          window,
          'reportViolation',
        )(`${event.violatedDirective}: ${event.blockedURI} ${event.sample}`)
      })
    })
    await app.page.reload()
    await app.page.locator('main').first().waitFor()
    await app.page.evaluate(() => document.fonts.ready.then(() => undefined))
    expect(problems).toEqual([])
  })

  test('the page has no Node and no way to Electron but the facade', async () => {
    const reachable = await app.page.evaluate(() =>
      ['require', 'process', 'module', 'Buffer', 'global', 'ipcRenderer', 'electron'].filter(
        (name) => Reflect.get(window, name) !== undefined,
      ),
    )
    expect(reachable).toEqual([])
  })

  test('the facade offers exactly the verbs of the contract and cannot be changed', async () => {
    const offered = await app.page.evaluate(() => {
      const facade: object = Reflect.get(window, 'desktop')
      return Object.entries(facade).flatMap(([group, verbs]) =>
        Object.keys(verbs).map((verb) => `${group}.${verb}`),
      )
    })
    const agreed = CHANNELS.map((channel) => facadePath(channel).join('.'))
    expect(offered.sort()).toEqual([...agreed, 'events.subscribe'].sort())
    const changed = await app.page.evaluate(() => {
      const facade = Reflect.get(window, 'desktop')
      const own = Reflect.set(window, 'desktop', {})
      const inner = Reflect.set(facade.journal, 'append', () => null)
      return own || inner
    })
    expect(changed).toBe(false)
  })

  test.each([
    '/..%2f..%2fpackage.json',
    '/%2e%2e%2f%2e%2e%2fpackage.json',
    '/assets/..%5c..%5cpackage.json',
    '/%252e%252e/package.json',
    '/.hidden',
    '/index.html%00.js',
  ])('the path %s does not leave the page folder', async (path) => {
    const status = await app.page.evaluate(async (address) => (await fetch(address)).status, path)
    expect(status).toBe(403)
  })

  test('eval, an inline script and a foreign connection are refused by the policy', async () => {
    const outcome = await app.page.evaluate(async () => {
      const script = document.createElement('script')
      script.append('window.inlineRan = true')
      // In a later turn of the page's own: what the test evaluates directly is exempt from the policy.
      const evalRan = await new Promise((resolve) => {
        setTimeout(() => {
          try {
            resolve(new Function('return true')())
          } catch {
            resolve(false)
          }
        })
      })
      try {
        document.body.append(script)
      } catch {
        // Trusted types may refuse it before the policy does.
      }
      const foreign = await fetch('https://example.com/').then(
        () => true,
        () => false,
      )
      return { evalRan, inlineRan: Reflect.get(window, 'inlineRan') === true, foreign }
    })
    expect(outcome).toEqual({ evalRan: false, inlineRan: false, foreign: false })
  })

  test('NAV-1 the page stays where it is when something sends it elsewhere', async () => {
    const before = app.page.url()
    await app.page.evaluate(() => {
      location.href = 'https://example.com/'
    })
    await app.page.waitForTimeout(300)
    expect(app.page.url()).toBe(before)
    expect(await app.page.evaluate(() => typeof Reflect.get(window, 'desktop'))).toBe('object')
  })

  test('NAV-1 no second window opens; only a link to a known place goes to the browser outside', async () => {
    for (const address of ['https://example.com/', 'file:///etc/passwd', 'https://wa.me/221770000000']) {
      await app.page.evaluate((url) => void window.open(url), address)
    }
    await expect.poll(() => app.openedOutside()).toEqual(['https://wa.me/221770000000'])
    await expect.poll(() => app.page.context().pages()).toEqual([app.page])
  })

  test('the page may not know where it is', async () => {
    const code = await app.page.evaluate(
      () =>
        new Promise((resolve) =>
          navigator.geolocation.getCurrentPosition(
            () => resolve('a position'),
            (error) => resolve(error.code),
          ),
        ),
    )
    expect(code).toBe(1)
  })

  test('IPC-1 a request that breaks the contract is refused without reaching a handler', async () => {
    expect(await ask(app.page, 'secrets', 'get', { name: '../secrets' })).toMatchObject({
      ok: false,
      error: { type: 'BadRequest' },
    })
    expect(await ask(app.page, 'journal', 'append', { shopId: '../../x', entries: [SALE] })).toMatchObject({
      ok: false,
      error: { type: 'BadRequest' },
    })
  })

  test('the page learns the server address it was configured with', async () => {
    expect(await ask(app.page, 'app', 'serverUrl')).toEqual({
      ok: true,
      value: { url: 'http://127.0.0.1:9' },
    })
  })

  test('a menu item and a wake-up reach the page, and nothing after it stopped listening', async () => {
    await app.page.evaluate(() => {
      const seen: unknown[] = []
      Reflect.set(window, 'seen', seen)
      const { events } = Reflect.get(window, 'desktop')
      Reflect.set(
        window,
        'stop',
        events.subscribe('menu:command', (payload: unknown) => seen.push(payload)),
      )
      events.subscribe('power:resume', () => seen.push('resumed'))
    })
    await app.clickMenu('new-sale')
    await app.resume()
    const seen = () => app.page.evaluate(() => Reflect.get(window, 'seen'))
    await expect.poll(seen).toEqual([{ command: 'new-sale' }, 'resumed'])
    await app.page.evaluate(() => Reflect.get(window, 'stop')())
    await app.clickMenu('new-sale')
    await app.resume()
    await expect.poll(seen).toEqual([{ command: 'new-sale' }, 'resumed', 'resumed'])
  })

  test('a file chosen in the dialog arrives byte for byte, and a cancelled dialog is no error', async () => {
    const path = join(app.userData, 'produits.csv')
    const bytes = Uint8Array.from({ length: 256 }, (_, index) => index)
    writeFileSync(path, bytes)
    await app.answerNextDialog(path)
    const opened = await app.page.evaluate(async () => {
      const answer = await Reflect.get(window, 'desktop').files.openImport({ extensions: ['csv'] })
      return { name: answer.value.file.name, bytes: [...answer.value.file.bytes] }
    })
    expect(opened).toEqual({ name: 'produits.csv', bytes: [...bytes] })
    await app.answerNextDialog(null)
    expect(await ask(app.page, 'files', 'openImport', { extensions: [] })).toEqual({
      ok: true,
      value: { file: null },
    })
  })

  test('an export is written whole, and a folder that does not exist is a named error', async () => {
    const save = () =>
      app.page.evaluate(() =>
        Reflect.get(window, 'desktop').files.saveExport({
          suggestedName: 'export.csv',
          bytes: new TextEncoder().encode('sku;prix\r\n'),
        }),
      )
    const path = join(app.userData, 'export.csv')
    await app.answerNextDialog(path)
    expect(await save()).toEqual({ ok: true, value: { saved: true } })
    expect(readFileSync(path, 'utf8')).toBe('sku;prix\r\n')
    await app.answerNextDialog(join(app.userData, 'missing', 'export.csv'))
    expect(await save()).toEqual({ ok: false, error: { type: 'WriteFailed', code: 'ENOENT' } })
  })

  test('a receipt becomes a PDF of its own width, and scripts in it do not run', async () => {
    const path = join(app.userData, 'ticket.pdf')
    await app.answerNextDialog(path)
    const saved = await ask(app.page, 'print', 'pdf', {
      title: 'Ticket <A1>',
      lang: 'fr',
      html: '<article><h1>Boutique</h1><script>document.body.remove()</script><p>Total 1 500 F</p></article>',
      stylesheets: [],
      page: 'receipt-80',
      suggestedName: 'ticket.pdf',
    })
    expect(saved).toEqual({ ok: true, value: { saved: true } })
    const pdf = readFileSync(path, 'latin1')
    expect(pdf.startsWith('%PDF-')).toBe(true)
    // 80 mm are 226.8 points.
    expect(pdf).toMatch(/\/MediaBox\s*\[\s*0 0 22[67]/)
  })
})

describe('the desktop app across starts', () => {
  test('JOURNAL-1 what the journal called durable is there after the app was killed', async () => {
    const userData = freshProfile()
    const first = await launchApp({ userData })
    expect(await ask(first.page, 'journal', 'append', { shopId: SHOP, entries: [SALE] })).toEqual({
      ok: true,
      value: { durable: true },
    })
    await first.kill()

    const second = await launchApp({ userData })
    const read = () => ask(second.page, 'journal', 'read', { shopId: SHOP })
    expect(await read()).toEqual({ ok: true, value: { entries: [SALE], damagedBytes: 0 } })
    await ask(second.page, 'journal', 'acknowledge', { shopId: SHOP, ids: [SALE.id] })
    await second.close()

    const third = await launchApp({ userData })
    expect(await ask(third.page, 'journal', 'read', { shopId: SHOP })).toEqual({
      ok: true,
      value: { entries: [], damagedBytes: 0 },
    })
    await third.close()
  })

  test('a secret is there after a restart and stands nowhere in clear text', async () => {
    const userData = freshProfile()
    const canary = 'canary-4f1d-refresh-token'
    const first = await launchApp({ userData })
    const { value } = await ask(first.page, 'secrets', 'set', { name: 'desktop-test', value: canary })
    await first.close()
    const files = readdirSync(userData, { recursive: true, withFileTypes: true }).filter((file) =>
      file.isFile(),
    )
    const leaks = files.filter((file) => readFileSync(join(file.parentPath, file.name)).includes(canary))
    expect(leaks.map((file) => file.name)).toEqual([])

    const second = await launchApp({ userData })
    // Where the machine has no keychain, the shell says so and forgets (real Electron on a bare Linux).
    expect(await ask(second.page, 'secrets', 'get', { name: 'desktop-test' })).toEqual({
      ok: true,
      value: { value: value.persisted ? canary : null },
    })
    await second.close()
  })

  test('a fresh app asks for the server once, with the person’s consent, and knows it at the next start', async () => {
    const userData = freshProfile()
    const first = await launchApp({ userData, args: ['--lang=en'] })
    const address = first.page.getByRole('textbox', { name: /Adresse du serveur|Address of the shop/ })
    const use = first.page.getByRole('button', { name: /Utiliser ce serveur|Use this server/ })
    await address.fill('http://shop.example')
    await use.click()
    await first.page.getByText(/https:\/\/ et ne pas|https:\/\/ and not/).waitFor()
    await address.fill('http://127.0.0.1:9/')
    await first.answerNextDialog('yes')
    await use.click()
    await first.page.getByText(/(Serveur :|Server:) http:\/\/127\.0\.0\.1:9$/).waitFor()
    await first.close()

    const second = await launchApp({ userData })
    expect(await ask(second.page, 'app', 'serverUrl')).toEqual({
      ok: true,
      value: { url: 'http://127.0.0.1:9' },
    })
    const policy = await second.page.evaluate(async () =>
      (await fetch('/index.html')).headers.get('content-security-policy'),
    )
    expect(policy).toContain("connect-src 'self' http://127.0.0.1:9;")
    await second.close()
  })

  test('a second copy on the same profile ends and leaves the first one working', async () => {
    const userData = freshProfile()
    const first = await launchApp({ userData })
    await expect(launchApp({ userData })).rejects.toThrow()
    expect(await ask(first.page, 'app', 'info')).toMatchObject({ ok: true })
    await first.close()
  })
})
