import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { confinePath, createAppResponder } from '../../../electron/main/app-protocol.ts'
import { createPrintDocuments, toPrintDocument } from '../../../electron/main/services/print-documents.ts'

const folder = mkdtempSync(join(tmpdir(), 'comptoir-page-'))
const root = join(folder, 'renderer')
const printDocuments = createPrintDocuments()
const respond = createAppResponder({ root, serverOrigin: () => 'https://sync.example', printDocuments })
const get = (url: string, method = 'GET') => respond({ url, method })

beforeAll(() => {
  mkdirSync(join(root, 'assets'), { recursive: true })
  writeFileSync(join(folder, 'secret.json'), '{}')
  writeFileSync(join(root, 'index.html'), '<!doctype html>')
  writeFileSync(join(root, 'assets/app.js'), 'export {}')
  writeFileSync(join(root, 'notes.txt'), 'not built')
  symlinkSync(join(folder, 'secret.json'), join(root, 'link.json'))
  mkdirSync(join(root, 'folder.js'))
})

describe('app:// answers', () => {
  test.each([
    ['app://comptoir/', 'text/html; charset=utf-8', 'no-cache'],
    ['app://comptoir/index.html?x=1#/counter', 'text/html; charset=utf-8', 'no-cache'],
    ['app://comptoir/assets/app.js', 'text/javascript; charset=utf-8', 'public, max-age=31536000, immutable'],
  ])('%s with its own type and caching', async (url, type, caching) => {
    const response = await get(url)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe(type)
    expect(response.headers.get('cache-control')).toBe(caching)
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
  })

  test('every answer, refusals too, carries a policy that allows nothing inline and one server', async () => {
    for (const url of [
      'app://comptoir/',
      'app://comptoir/none.js',
      'app://comptoir/%2e%2e%2fsecret.json',
      'app://evil/',
    ]) {
      const policy = (await get(url)).headers.get('content-security-policy')
      expect(policy).toMatch(/^default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self';/)
      expect(policy).toContain("connect-src 'self' https://sync.example;")
      expect(policy).toContain("require-trusted-types-for 'script'")
      expect(policy).not.toContain('unsafe')
    }
  })

  test.each([
    ['app://comptoir/none.js', 404],
    ['app://comptoir/notes.txt', 404],
    ['app://comptoir/folder.js', 404],
    ['app://comptoir/assets/', 404],
    ['app://comptoir/print/00000000-0000-0000-0000-000000000000', 404],
    ['app://comptoir/link.json', 403],
    ['app://comptoir.evil/', 403],
    ['app://evil/index.html', 403],
    ['app://user@comptoir/', 403],
    ['app://comptoir:80/', 403],
    ['https://comptoir/', 403],
    ['not an address', 403],
  ])('%s with %i', async (url, status) => {
    expect((await get(url)).status).toBe(status)
  })

  test('other methods than reading with 405', async () => {
    expect((await get('app://comptoir/', 'POST')).status).toBe(405)
    expect((await get('app://comptoir/', 'HEAD')).status).toBe(200)
  })
})

describe('a path that tries to leave the page folder', () => {
  test.each([
    '/../secret.json',
    '/..%2fsecret.json',
    '/%2e%2e/secret.json',
    '/%2E%2E%2Fsecret.json',
    '/%252e%252e%252fsecret.json',
    '/assets/..%5csecret.json',
    '/assets/..\\secret.json',
    '/.env',
    '/assets/.git/config',
    '/C:/Windows/win.ini',
    '/c%3a/windows/win.ini',
    '/index.html%00.js',
    '/index.html%0a.js',
    '/%c0%ae%c0%ae/secret.json',
    '/%ff',
    '/%',
    '/assets/app.js::$DATA',
  ])('%s is refused', async (path) => {
    expect(confinePath(path)).toBeNull()
    const response = await get(`app://comptoir${path}`)
    // The address parser itself removes plain dots; what is left is then simply not there.
    expect([403, 404]).toContain(response.status)
    expect(await response.text()).toBe('')
  })

  test.each([
    ['/', 'index.html'],
    ['//', 'index.html'],
    ['/assets//app-1a2b.js', 'assets/app-1a2b.js'],
    ['/caf%C3%A9.svg', 'café.svg'],
  ])('%s is ours and stands for %s', (path, file) => {
    expect(confinePath(path)).toBe(file)
  })
})

describe('a document on its way to paper', () => {
  const page = {
    title: 'A & <b>',
    lang: 'fr',
    html: '<p>1 500 F</p>',
    stylesheets: ['/assets/a.css'],
    widthMm: 80,
  }

  test('is served under its own address with a policy that runs nothing, until it is removed', async () => {
    const added = printDocuments.add(toPrintDocument(page))
    const response = await get(added.url)
    expect(response.status).toBe(200)
    const policy = response.headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).not.toContain('script-src')
    added.remove()
    expect((await get(added.url)).status).toBe(404)
  })

  test('has its title and addresses escaped', () => {
    const html = toPrintDocument(page)
    expect(html).toContain('<title>A &#38; &#60;b&#62;</title>')
    expect(html).toContain('<link rel="stylesheet" href="/assets/a.css">')
  })
})
