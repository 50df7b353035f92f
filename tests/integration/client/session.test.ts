import type { AuthApi } from '@renderer/session/auth-api.ts'
import { PIN_ATTEMPTS } from '@renderer/session/people-with-pin.ts'
import { createSessionManager, type SessionManager } from '@renderer/session/session-manager.ts'
import { useSession } from '@renderer/session/session-state.ts'
import { openVault } from '@renderer/session/vault.ts'
import { createIdSource, type Id } from '@shared/kernel/id.ts'
import { err, ok } from '@shared/kernel/result.ts'
import type { SignInResponse } from '@shared/protocol/auth.ts'
import { beforeEach, describe, expect, test } from 'vitest'

const ids = createIdSource(
  { now: () => Date.now() },
  { bytes: (length) => crypto.getRandomValues(new Uint8Array(length)) },
)
const shopId = ids.next()

/** A keychain and a browser store that outlive the page, and a server that can be taken away. */
class Machine {
  readonly secrets = new Map<string, string>()
  readonly plain = new Map<string, string>()
  isOnline = true
  refreshes = 0
  isSessionEnded = false
  clockMs = 0
  tokensAvailable: boolean | null = null
  private readonly accounts = new Map<string, { id: Id; staffId: Id }>()

  /** A page is loaded: nothing of the last one is left but what the machine keeps. */
  async load(): Promise<SessionManager> {
    useSession.setState({ current: { phase: 'starting' }, people: [], mustSignIn: false })
    const secrets = {
      get: async (name: string) => ok(this.secrets.get(name) ?? null),
      set: async (name: string, value: string) => {
        this.secrets.set(name, value)
        return ok({ persisted: true })
      },
    }
    const memory = {
      getItem: (key: string) => this.plain.get(key) ?? null,
      setItem: (key: string, value: string) => void this.plain.set(key, value),
    }
    const manager = createSessionManager({
      api: this.api,
      vault: await openVault(secrets, memory, ids.next),
      deviceName: 'Till',
      monotonicMs: () => this.clockMs,
      onTokens: (available) => {
        this.tokensAvailable = available
      },
    })
    await manager.start()
    return manager
  }

  private readonly api: AuthApi = {
    signIn: async ({ email, password }) => {
      if (!this.isOnline) return err({ type: 'Unreachable', detail: 'offline' })
      if (password !== 'right') return err({ type: 'Rejected', code: 'WRONG_CREDENTIALS', message: '' })
      return ok(this.answer(email))
    },
    refresh: async (refreshToken) => {
      this.refreshes++
      if (!this.isOnline) return err({ type: 'Unreachable', detail: 'offline' })
      if (this.isSessionEnded) return err({ type: 'SessionEnded' })
      return ok(this.answer(refreshToken.split(' ')[0] ?? ''))
    },
    signOut: async () => undefined,
  }

  private answer(email: string): SignInResponse {
    const account = this.accounts.get(email) ?? { id: ids.next(), staffId: ids.next() }
    this.accounts.set(email, account)
    return {
      account: { ...account, name: email, email, role: 'cashier' },
      shop: {
        id: shopId,
        name: 'Boutique',
        code: 'DK',
        currency: 'XOF',
        languages: ['fr'],
        utcOffsetMinutes: 0,
        pricesIncludeTax: true,
        locationId: ids.next(),
      },
      device: { id: ids.next(), code: 'A1', name: 'Till' },
      epoch: 1,
      serverTime: 1,
      tokens: {
        accessToken: `access ${ids.next()}`,
        accessExpiresInMs: 600_000,
        refreshToken: `${email} ${ids.next()}`,
      },
    }
  }
}

const phase = () => useSession.getState().current.phase
const accountIdOf = (name: string): string =>
  useSession.getState().people.find((person) => person.name === name)?.accountId ?? ''

let machine: Machine
beforeEach(() => {
  machine = new Machine()
})

describe('a person at the device', () => {
  test('signs in with a connection, and a reload without one opens the shop again', async () => {
    const manager = await machine.load()
    expect(phase()).toBe('signed-out')
    expect((await manager.signIn('moussa', 'right')).ok).toBe(true)
    machine.isOnline = false
    await machine.load()
    expect(phase()).toBe('open')
  })

  test('is told apart: wrong password and no connection', async () => {
    const manager = await machine.load()
    expect(await manager.signIn('moussa', 'wrong')).toEqual(err({ type: 'WrongCredentials' }))
    machine.isOnline = false
    expect(await manager.signIn('moussa', 'right')).toMatchObject(err({ type: 'Unreachable' }))
  })

  test('with a PIN finds the screen locked after a reload and unlocks it without a connection', async () => {
    const manager = await machine.load()
    await manager.signIn('moussa', 'right')
    expect((await manager.setPin('2468')).ok).toBe(true)
    machine.isOnline = false
    const reloaded = await machine.load()
    expect(phase()).toBe('locked')
    expect(await reloaded.unlock(accountIdOf('moussa'), '1111')).toEqual(
      err({ type: 'WrongPin', attemptsLeft: PIN_ATTEMPTS - 1 }),
    )
    expect((await reloaded.unlock(accountIdOf('moussa'), '2468')).ok).toBe(true)
    expect(phase()).toBe('open')
    machine.isOnline = true
    expect((await reloaded.tokens.current()).ok).toBe(true)
  })

  test('leaves no token and no PIN readable on the device', async () => {
    const manager = await machine.load()
    await manager.signIn('moussa', 'right')
    await manager.setPin('2468')
    const kept = [...machine.secrets.values(), ...machine.plain.values()].join()
    expect(kept).not.toContain('2468')
    expect(kept).not.toContain('moussa 0')
    expect(kept).not.toContain('access ')
  })

  test('has ten tries, also when the page is closed between them; then only the password opens', async () => {
    const manager = await machine.load()
    await manager.signIn('moussa', 'right')
    await manager.setPin('2468')
    for (let i = 1; i < PIN_ATTEMPTS; i++) {
      const page = await machine.load()
      const tried = await page.unlock(accountIdOf('moussa'), '0000')
      expect(tried).toEqual(err({ type: 'WrongPin', attemptsLeft: PIN_ATTEMPTS - i }))
    }
    const last = await machine.load()
    const accountId = accountIdOf('moussa')
    expect(await last.unlock(accountId, '0000')).toEqual(err({ type: 'PinUsedUp' }))
    expect(await last.unlock(accountId, '2468')).toEqual(err({ type: 'UnknownPerson' }))
    expect(phase()).toBe('signed-out')
    expect((await last.signIn('moussa', 'right')).ok).toBe(true)
  }, 60_000)

  test('after five wrong PINs in a row waits, longer each time, and nobody else at the device does', async () => {
    const manager = await machine.load()
    for (const [name, pin] of [
      ['moussa', '2468'],
      ['fatou', '1357'],
    ] as const) {
      await manager.signIn(name, 'right')
      await manager.setPin(pin)
    }
    await manager.lock()
    const accountId = accountIdOf('moussa')
    for (let i = 1; i <= 5; i++) expect((await manager.unlock(accountId, '0000')).ok).toBe(false)
    expect(await manager.unlock(accountId, '2468')).toEqual(err({ type: 'PinWait', seconds: 15 }))
    machine.clockMs += 15_000
    expect(await manager.unlock(accountId, '0000')).toMatchObject(err({ type: 'WrongPin', attemptsLeft: 4 }))
    expect(await manager.unlock(accountId, '2468')).toEqual(err({ type: 'PinWait', seconds: 30 }))
    expect((await manager.unlock(accountIdOf('fatou'), '1357')).ok).toBe(true)
    await manager.lock()
    machine.clockMs += 30_000
    expect((await manager.unlock(accountId, '2468')).ok).toBe(true)
  }, 60_000)

  test('can hand the device over: several people have PINs and switch without a connection', async () => {
    const manager = await machine.load()
    for (const [name, pin] of [
      ['moussa', '2468'],
      ['fatou', '1357'],
    ] as const) {
      await manager.signIn(name, 'right')
      await manager.setPin(pin)
    }
    machine.isOnline = false
    expect(await manager.lock()).toBe(true)
    expect((await manager.unlock(accountIdOf('moussa'), '1357')).ok).toBe(false)
    expect((await manager.unlock(accountIdOf('moussa'), '2468')).ok).toBe(true)
    await manager.lock()
    expect((await manager.unlock(accountIdOf('fatou'), '1357')).ok).toBe(true)
    const { current } = useSession.getState()
    expect(current.phase === 'open' && current.session.account.name).toBe('fatou')
  })

  test('without a PIN cannot lock himself out', async () => {
    const manager = await machine.load()
    await manager.signIn('moussa', 'right')
    expect(await manager.lock()).toBe(false)
    expect(phase()).toBe('open')
  })

  test('who signs out leaves no way in, and the device keeps its identity', async () => {
    const manager = await machine.load()
    await manager.signIn('moussa', 'right')
    await manager.setPin('2468')
    const deviceId = machine.plain.get('comptoir.device')
    await manager.signOut({ hasPending: false })
    expect(phase()).toBe('signed-out')
    expect(machine.tokensAvailable).toBe(false)
    await machine.load()
    expect(phase()).toBe('signed-out')
    machine.secrets.clear()
    await machine.load()
    expect(machine.plain.get('comptoir.device')).toBe(deviceId)
  })

  test('who signs out with unsent work lets it be sent, and his session ends when it is', async () => {
    const manager = await machine.load()
    await manager.signIn('moussa', 'right')
    await manager.signOut({ hasPending: true })
    expect(phase()).toBe('signed-out')
    expect((await manager.tokens.current()).ok).toBe(true)
    await manager.drained()
    expect((await manager.tokens.current()).ok).toBe(false)
  })
})

describe('access tokens', () => {
  test('are renewed once for all who find theirs expired', async () => {
    const manager = await machine.load()
    await manager.signIn('moussa', 'right')
    machine.clockMs += 3_600_000
    const tokens = await Promise.all(Array.from({ length: 12 }, () => manager.tokens.current()))
    expect(machine.refreshes).toBe(1)
    expect(new Set(tokens.map((token) => (token.ok ? token.value : ''))).size).toBe(1)
    const [first] = tokens
    if (first?.ok) await Promise.all(Array.from({ length: 5 }, () => manager.tokens.renew(first.value)))
    expect(machine.refreshes).toBe(2)
  })

  test('AUTH-2 a session that the server has ended stops the sending, keeps the person at work and asks for the password', async () => {
    const manager = await machine.load()
    await manager.signIn('moussa', 'right')
    machine.clockMs += 3_600_000
    machine.isSessionEnded = true
    expect(await manager.tokens.current()).toEqual(err({ type: 'SessionEnded' }))
    expect(phase()).toBe('open')
    expect(useSession.getState().mustSignIn).toBe(true)
    expect(machine.tokensAvailable).toBe(false)
    machine.isSessionEnded = false
    await manager.signIn('moussa', 'right')
    expect(useSession.getState().mustSignIn).toBe(false)
    expect(machine.tokensAvailable).toBe(true)
  })
})
