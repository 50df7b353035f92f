import { EventEmitter } from 'node:events'
import { describe, expect, test } from 'vitest'
import { isAppUrl } from '../../../electron/main/app-origin.ts'
import { guardContents, mayOpenOutside } from '../../../electron/main/navigation-guard.ts'
import { isAllowedPermission, setupPermissions } from '../../../electron/main/permissions.ts'
import type { Log } from '../../../electron/main/services/file-log.ts'
import { toSafeOrigin } from '../../../electron/main/services/server-address.ts'

const silent: Log = { info: () => undefined, error: () => undefined }

const NOT_OURS = [
  'https://example.com/',
  'http://comptoir/',
  'app://comptoir.evil/',
  'app://evil/comptoir',
  'app://comptoir@evil/',
  'app://x@comptoir/',
  'apps://comptoir/',
  'javascript:alert(1)',
  'data:text/html,x',
  'file:///etc/passwd',
  'blob:app://comptoir/1',
  'about:blank',
  '//comptoir/',
  '',
]

class FakeContents extends EventEmitter {
  openHandler: (details: { url: string }) => { action: string } = () => ({ action: 'allow' })
  setWindowOpenHandler(handler: FakeContents['openHandler']): void {
    this.openHandler = handler
  }
  /** Whether a listener forbids it. */
  prevents(event: string, url: string): boolean {
    let prevented = false
    this.emit(event, { url, preventDefault: () => (prevented = true) })
    return prevented
  }
}

function setupGuard() {
  const opened: string[] = []
  const contents = new FakeContents()
  // The fake has the two methods the guard uses; the rest of Electron's class is of no interest here.
  guardContents(contents as unknown as Parameters<typeof guardContents>[0], {
    openExternal: async (url) => void opened.push(url),
    log: silent,
  })
  return { contents, opened }
}

describe('NAV-1 the navigation guard', () => {
  test.each(NOT_OURS)('keeps the page from going to "%s"', (url) => {
    const { contents } = setupGuard()
    for (const event of ['will-navigate', 'will-frame-navigate', 'will-redirect']) {
      expect(contents.prevents(event, url), event).toBe(true)
    }
    expect(isAppUrl(url)).toBe(false)
  })

  test.each(['app://comptoir/', 'app://comptoir/index.html#/counter', 'app://comptoir/?a=1'])(
    'lets the page go to its own %s',
    (url) => {
      expect(setupGuard().contents.prevents('will-navigate', url)).toBe(false)
    },
  )

  test('attaches no webview', () => {
    expect(setupGuard().contents.prevents('will-attach-webview', 'app://comptoir/')).toBe(true)
  })

  test('denies every window and hands only known places to the browser outside', async () => {
    const { contents, opened } = setupGuard()
    for (const url of [
      'app://comptoir/',
      'https://wa.me/221770000000',
      'https://example.com/',
      'file:///etc/passwd',
    ]) {
      expect(contents.openHandler({ url })).toEqual({ action: 'deny' })
    }
    await new Promise((resolve) => setImmediate(resolve))
    expect(opened).toEqual(['https://wa.me/221770000000'])
  })

  test.each([
    'http://wa.me/1',
    'https://wa.me.evil.com/',
    'https://evil.com/?https://wa.me/',
    'https://user@wa.me/',
    'https://wa.me:8443/',
    'file:///C:/Windows/System32/calc.exe',
    'smb://host/share',
    'ms-msdt:/id',
    '\\\\host\\share',
    'https:\\\\wa.me\\1',
    'mailto:a@b.c',
    `https://wa.me/${'1'.repeat(3_000)}`,
    'no address',
  ])('never opens "%s" outside', (url) => {
    expect(mayOpenOutside(url)).toBe(false)
  })
})

describe('permissions', () => {
  test.each([
    'media',
    'geolocation',
    'notifications',
    'clipboard-read',
    'display-capture',
    'midi',
    'hid',
    'serial',
    'usb',
    'openExternal',
    'fullscreen',
    'pointerLock',
    'idle-detection',
    'window-management',
    'unknown',
  ])('%s is denied to the app itself', (permission) => {
    expect(isAllowedPermission(permission, 'app://comptoir/')).toBe(false)
  })

  test('keeping data and reaching the shop server are allowed to the app and to nobody else', () => {
    for (const permission of [
      'persistent-storage',
      'loopback-network',
      'local-network',
      'clipboard-sanitized-write',
    ]) {
      expect(isAllowedPermission(permission, 'app://comptoir/')).toBe(true)
      expect(isAllowedPermission(permission, 'https://example.com/')).toBe(false)
    }
  })

  test('all three of the questions Electron approves by default are answered by us', () => {
    const handlers: Record<string, (...args: unknown[]) => unknown> = {}
    const keep = (name: string) => (handler: unknown) => {
      if (typeof handler === 'function') handlers[name] = (...args) => handler(...args)
    }
    setupPermissions({
      setPermissionRequestHandler: keep('request'),
      setPermissionCheckHandler: keep('check'),
      setDevicePermissionHandler: keep('device'),
    })
    const answers: unknown[] = []
    handlers.request?.(null, 'media', (granted: boolean) => answers.push(granted), {
      requestingUrl: 'app://comptoir/',
    })
    expect(answers).toEqual([false])
    expect(handlers.check?.(null, 'geolocation', 'app://comptoir')).toBe(false)
    expect(handlers.check?.(null, 'persistent-storage', 'app://comptoir')).toBe(true)
    expect(handlers.device?.({})).toBe(false)
  })
})

describe('the sync server address', () => {
  test.each([
    ['https://sync.example.com/any/path', 'https://sync.example.com'],
    ['http://127.0.0.1:4000', 'http://127.0.0.1:4000'],
    ['http://localhost:4000/', 'http://localhost:4000'],
    ['http://192.168.1.10:4000', null],
    ['http://localhost.evil.com', null],
    ['ftp://example.com', null],
    ["https://x'; script-src *", null],
    ['nonsense', null],
  ])('%s gives the origin %s', (address, origin) => {
    expect(toSafeOrigin(address)).toBe(origin)
  })
})
