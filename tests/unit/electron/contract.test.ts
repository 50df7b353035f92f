import { CHANNELS, facadePath } from '@shared/ipc/channels.ts'
import { CONTRACT } from '@shared/ipc/contract.ts'
import { isId } from '@shared/kernel/id.ts'
import { ok } from '@shared/kernel/result.ts'
import fc from 'fast-check'
import { assert, beforeEach, describe, expect, test, vi } from 'vitest'
import { type Handlers, registerHandlers } from '../../../electron/main/ipc/register-handler.ts'
import { createShellDesktop, isFacade } from '../../../renderer/desktop/shell-desktop.ts'
import { buildHandlers, createFakeIpc } from '../../support/fake-ipc.ts'

/* The real preload script, the page's real bridge and the real registry, joined by a channel that copies what it carries. */
const electron = vi.hoisted(() => ({
  exposed: new Map<string, unknown>(),
  invoke: (_channel: string, _request: unknown): Promise<unknown> => Promise.resolve(undefined),
  listeners: new Map<string, Set<(event: unknown, payload: unknown) => void>>(),
}))
vi.mock('electron', () => ({
  contextBridge: { exposeInMainWorld: (name: string, value: unknown) => electron.exposed.set(name, value) },
  ipcRenderer: {
    invoke: (channel: string, request: unknown) => electron.invoke(channel, request),
    on: (channel: string, listener: (event: unknown, payload: unknown) => void) =>
      electron.listeners.set(channel, (electron.listeners.get(channel) ?? new Set()).add(listener)),
    removeListener: (channel: string, listener: (event: unknown, payload: unknown) => void) =>
      electron.listeners.get(channel)?.delete(listener),
  },
}))
await import('../../../electron/preload/index.ts')

const facade = electron.exposed.get('desktop')
const SHOP = '01JD0000000000000000000000'
assert(isId(SHOP))
assert(isFacade(facade))
const desktop = createShellDesktop(facade)

function serve(given: Partial<Handlers>): void {
  const ipc = createFakeIpc()
  registerHandlers(buildHandlers(given), {
    port: ipc.port,
    limit: { take: () => true },
    log: { info: () => undefined, error: () => undefined },
  })
  electron.invoke = ipc.invoke
}

beforeEach(() => {
  vi.stubGlobal('addEventListener', () => undefined)
  vi.stubGlobal('removeEventListener', () => undefined)
  return () => vi.unstubAllGlobals()
})

describe('the facade', () => {
  test('is frozen, level by level, and holds one verb per channel', () => {
    expect(Object.isFrozen(facade)).toBe(true)
    for (const channel of CHANNELS) {
      const [capability, verb] = facadePath(channel)
      const group: unknown = Reflect.get(facade, capability)
      assert(typeof group === 'object' && group !== null)
      expect(Object.isFrozen(group)).toBe(true)
      expect(typeof Reflect.get(group, verb)).toBe('function')
    }
  })

  test('an event that is not in the contract cannot be subscribed to', () => {
    const subscribe: unknown = Reflect.get(Reflect.get(facade, 'events'), 'subscribe')
    assert(typeof subscribe === 'function')
    subscribe('secrets:changed', () => undefined)
    expect(electron.listeners.has('secrets:changed')).toBe(false)
  })
})

describe('both sides of the contract', () => {
  test('a value goes through preload, registry and back unchanged', async () => {
    const entry = { id: 'e1', collection: 'orders', documentId: 'o1', body: '{}' }
    const appended: unknown[] = []
    serve({
      'secrets:get': async ({ name }) => ok({ value: `secret of ${name}` }),
      'journal:append': async (request) => {
        appended.push(request)
        return ok({ durable: true })
      },
      'journal:read': async () => ok({ entries: [entry], damagedBytes: 0 }),
      'files:open-import': async () => ok({ file: { name: 'a.csv', bytes: Uint8Array.of(0, 255) } }),
      'files:save-export': async ({ bytes }) => ok({ saved: bytes.byteLength === 6 }),
    })
    expect(await desktop.secrets.get('session')).toEqual(ok('secret of session'))
    expect(await desktop.journal.append(SHOP, [entry])).toEqual(ok({ durable: true }))
    expect(appended).toEqual([{ shopId: SHOP, entries: [entry] }])
    expect(await desktop.journal.read(SHOP)).toEqual(ok({ entries: [entry], damagedBytes: 0 }))
    expect(await desktop.files.openImport(['csv'])).toEqual(
      ok({ name: 'a.csv', bytes: Uint8Array.of(0, 255) }),
    )
    expect(
      await desktop.files.saveExport({ suggestedName: 'é.csv', content: 'a;é;b', mimeType: 'text/csv' }),
    ).toEqual(ok({ saved: true }))
  })

  test('an error of the shell arrives as the value it is', async () => {
    serve({ 'journal:append': async () => ({ ok: false, error: { type: 'DiskFull' } }) })
    const entry = { id: 'e1', collection: 'orders', documentId: 'o1', body: '{}' }
    expect(await desktop.journal.append(SHOP, [entry])).toEqual({ ok: false, error: { type: 'DiskFull' } })
  })

  test.each([
    ['not a Result', 'hello'],
    ['a value of another shape', { ok: true, value: { url: 42 } }],
    ['an unknown error', { ok: false, error: { type: 'Mystery' } }],
    ['more than agreed', { ok: true, value: { url: null, path: '/etc' } }],
  ])('an answer that is %s does not reach the page', async (_, answer) => {
    electron.invoke = async () => answer
    expect(await desktop.app.serverUrl()).toMatchObject({ ok: false, error: { type: 'Failed' } })
  })

  test('a channel that breaks is a value too, not an exception', async () => {
    electron.invoke = () => Promise.reject(new Error('the main process is gone'))
    expect(await desktop.app.info()).toMatchObject({ ok: false, error: { type: 'Failed' } })
  })

  test('events are parsed, delivered without Electron’s event, and stop when asked', () => {
    const seen: unknown[] = []
    const stop = desktop.events.onMenuCommand((command) => seen.push(command))
    const emit = (payload: unknown) => {
      for (const listener of electron.listeners.get('menu:command') ?? []) listener({ secret: true }, payload)
    }
    emit({ command: 'pay' })
    emit({ command: 'format-disk' })
    emit(null)
    stop()
    emit({ command: 'pay' })
    expect(seen).toEqual(['pay'])
  })

  test('random requests on every channel are answered, never thrown at, and never reach a handler', async () => {
    serve({})
    const channel = fc.constantFrom(...CHANNELS)
    await fc.assert(
      fc.asyncProperty(channel, fc.anything(), async (name, request) => {
        fc.pre(!CONTRACT[name].request.safeParse(request).success)
        const answer = await electron.invoke(name, request).catch((error: unknown) => {
          // What cannot be copied between processes never leaves the page.
          expect(error).toBeInstanceOf(DOMException)
          return { ok: false, error: { type: 'BadRequest' } }
        })
        expect(answer).toMatchObject({ ok: false, error: { type: 'BadRequest' } })
      }),
      { numRuns: 1_000 },
    )
  })
})
