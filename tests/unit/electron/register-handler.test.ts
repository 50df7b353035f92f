import { CHANNELS } from '@shared/ipc/channels.ts'
import { ok } from '@shared/kernel/result.ts'
import { describe, expect, test } from 'vitest'
import { createRateLimit } from '../../../electron/main/ipc/rate-limit.ts'
import { type IpcEvent, registerHandlers } from '../../../electron/main/ipc/register-handler.ts'
import { buildHandlers, createFakeIpc } from '../../support/fake-ipc.ts'

interface Logged {
  readonly event: string
  readonly error?: unknown
}

function setupIpc(given: Parameters<typeof buildHandlers>[0]) {
  const ipc = createFakeIpc()
  const logged: Logged[] = []
  let now = 0
  registerHandlers(buildHandlers(given), {
    port: ipc.port,
    limit: createRateLimit(() => now),
    log: {
      info: (event) => void logged.push({ event }),
      error: (event, error) => void logged.push({ event, error }),
    },
  })
  return { ...ipc, logged, pass: (ms: number) => (now += ms) }
}

const frame = (url: string, origin: string, parent: unknown = null): IpcEvent => ({
  senderFrame: { url, origin, parent },
})

describe('IPC-1 the one road of every question', () => {
  test('every channel of the contract has a handler and no other channel has one', () => {
    expect(setupIpc({}).channels().sort()).toEqual([...CHANNELS].sort())
  })

  test.each<[string, IpcEvent]>([
    ['a frame that is gone', { senderFrame: null }],
    ['a frame inside the page', frame('app://comptoir/', 'app://comptoir', {})],
    ['another origin', frame('https://example.com/', 'https://example.com')],
    ['an origin that only starts alike', frame('app://comptoir.evil/', 'app://comptoir.evil')],
    ['an empty page that inherited the origin', frame('about:blank', 'app://comptoir')],
    ['an opaque origin', frame('app://comptoir/', 'null')],
  ])('%s is forbidden on every channel', async (_, event) => {
    const { invoke } = setupIpc({})
    for (const channel of CHANNELS) {
      expect(await invoke(channel, {}, event), channel).toEqual({ ok: false, error: { type: 'Forbidden' } })
    }
  })

  test.each([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'name'],
    ['a missing field', {}],
    ['a field too many', { name: 'a', path: '/etc' }],
    ['a wrong type', { name: 1 }],
    ['a path for a name', { name: '../../secrets' }],
  ])('%s instead of a request reaches no handler', async (_, request) => {
    const { invoke } = setupIpc({})
    expect(await invoke('secrets:get', request)).toMatchObject({ ok: false, error: { type: 'BadRequest' } })
  })

  test('a refusal never repeats the value, which may be a secret', async () => {
    const { invoke } = setupIpc({})
    const answer = await invoke('secrets:set', {
      name: 'a',
      value: 'hunter2'.repeat(20_000),
      extra: 'hunter2',
    })
    expect(answer).toMatchObject({ ok: false, error: { type: 'BadRequest' } })
    expect(JSON.stringify(answer)).not.toContain('hunter2')
  })

  test('a handler that throws gives a reference to the log and not its message', async () => {
    const { invoke, logged } = setupIpc({
      'app:info': async () => {
        throw new Error('/home/awa/secret')
      },
    })
    const answer = await invoke('app:info', {})
    expect(answer).toMatchObject({ ok: false, error: { type: 'Failed' } })
    expect(JSON.stringify(answer)).not.toContain('awa')
    expect(logged).toMatchObject([{ event: 'ipc handler failed' }])
  })

  test('an answer that breaks the contract is a bug of ours and does not leave', async () => {
    const { invoke } = setupIpc({ 'app:server-url': async () => ok({ url: 'no address' }) })
    expect(await invoke('app:server-url', {})).toMatchObject({ ok: false, error: { type: 'Failed' } })
  })

  test('too many questions at once are refused until time has passed, each channel by itself', async () => {
    const { invoke, pass } = setupIpc({
      'updates:check': async () => ok({ state: 'idle', version: null, percent: null }),
      'app:server-url': async () => ok({ url: null }),
    })
    const outcomes: unknown[] = []
    for (let call = 0; call < 12; call++) outcomes.push(await invoke('updates:check', {}))
    expect(outcomes.slice(0, 10)).toEqual(Array(10).fill(ok({ state: 'idle', version: null, percent: null })))
    expect(outcomes.slice(10)).toEqual(Array(2).fill({ ok: false, error: { type: 'RateLimited' } }))
    expect(await invoke('app:server-url', {})).toMatchObject({ ok: true })
    pass(1_000)
    expect(await invoke('updates:check', {})).toMatchObject({ ok: true })
  })
})
