import { isSameContent } from '@shared/kernel/canonical.ts'
import type { Id } from '@shared/kernel/id.ts'
import { err, ok, type Result } from '@shared/kernel/result.ts'
import type { Session, SignInResponse } from '@shared/protocol/auth.ts'
import type { TokenSource } from '../sync/http-transport.ts'
import type { TransportFailure } from '../sync/transport.ts'
import type { AuthApi } from './auth-api.ts'
import { PIN_ATTEMPTS, peopleWithPin, pinWaitMs } from './people-with-pin.ts'
import { createPinKey, openSealed, PIN_PATTERN, type PinKey, seal } from './pin-lock.ts'
import { type SessionState, type SignInNotice, useSession } from './session-state.ts'
import { type Person, type Vault, withPerson } from './vault.ts'

export type SignInFailure =
  | { readonly type: 'WrongCredentials' }
  | Exclude<TransportFailure, { type: 'SessionEnded' | 'Cancelled' | 'EpochChanged' }>
export type UnlockFailure =
  | { readonly type: 'WrongPin'; readonly attemptsLeft: number }
  /** Too many in a row: not tried, and not counted. */
  | { readonly type: 'PinWait'; readonly seconds: number }
  | { readonly type: 'PinUsedUp' }
  | { readonly type: 'UnknownPerson' }
export type PinFailure = { readonly type: 'PinNotUsable' } | { readonly type: 'NobodyOpen' }

export interface SessionManager {
  readonly tokens: TokenSource
  start(): Promise<void>
  signIn(email: string, password: string): Promise<Result<Session, SignInFailure>>
  /** Works without a connection: the PIN opens what the last sign-in left here. */
  unlock(accountId: string, pin: string): Promise<Result<Session, UnlockFailure>>
  /** The screen is closed, the device goes on sending. Without a PIN there is nothing to lock with. */
  lock(): Promise<boolean>
  setPin(pin: string): Promise<Result<void, PinFailure>>
  /** The person leaves this device. What he wrote and the server has not taken stays and is sent later. */
  signOut(options: { readonly hasPending: boolean }): Promise<void>
  /** Everything left behind by a sign-out has been sent: its session can be closed at the server too. */
  drained(): Promise<void>
  /** With what the person at this device seals what leaves it by file; null before the server has given it a key. */
  carryIdentity(): { readonly accountId: Id; readonly key: string } | null
  /** From the locked or an open screen to the password, and back. */
  askForPassword(): void
  askForPin(): void
}

export interface SessionParts {
  readonly api: AuthApi
  readonly vault: Vault
  readonly deviceName: string
  /** Milliseconds that only ever rise, whatever happens to the clock. */
  readonly monotonicMs: () => number
  /** Somebody can be authenticated again, or nobody can. */
  readonly onTokens: (available: boolean) => void
}

interface Holder {
  session: Session
  refreshToken: string | null
  access: { readonly token: string; readonly goodUntil: number } | null
  pinKey: PinKey | null
  carryKey: string | undefined
}

/** An access token about to expire is not worth sending. */
const SPARE_MS = 30_000

export function createSessionManager(parts: SessionParts): SessionManager {
  const { api, vault } = parts
  const now = (): number => Date.now()
  /** Whose tokens are used: the person at the device, also while it is locked, or who left work behind. */
  let holder: Holder | null = null
  /** By account; what a restart forgets, the attempts that are counted in the vault remember. */
  const tryAgainAt = new Map<string, number>()
  let refreshing: Promise<Result<string, TransportFailure>> | null = null

  function show(change: Partial<SessionState>): void {
    useSession.setState(change)
    useSession.setState({ people: peopleWithPin(vault.content.people) })
  }

  const signedOut = (notice: SignInNotice, email = ''): void =>
    show({ current: { phase: 'signed-out', notice, email } })

  function open(next: Holder, isSignIn = false): void {
    holder = next
    const { current } = useSession.getState()
    // A refresh repeats the session; screens need not notice when nothing in it has changed.
    const session =
      current.phase === 'open' && isSameSession(current.session, next.session)
        ? current.session
        : next.session
    show({
      current: {
        phase: 'open',
        session,
        hasPin: next.pinKey !== null,
        isFresh: isSignIn || (current.phase === 'open' && current.isFresh),
      },
      mustSignIn: next.refreshToken === null,
    })
    parts.onTokens(next.refreshToken !== null)
  }

  async function remember(person: Holder): Promise<void> {
    const { refreshToken, pinKey, session, carryKey } = person
    const known = vault.content.people.find((other) => other.session.account.id === session.account.id)
    let token: Person['token'] = known?.token ?? { kind: 'none' }
    if (refreshToken !== null) {
      token =
        pinKey === null
          ? { kind: 'open', refreshToken }
          : { kind: 'pin', sealed: await seal(pinKey, refreshToken), failures: 0 }
    }
    await vault.save({
      people: withPerson(vault.content.people, {
        session,
        token,
        ...(carryKey !== undefined && { carryKey }),
        lastUsedAt: now(),
      }),
      openFor: session.account.id,
    })
  }

  async function adopt(response: SignInResponse, pinKey: PinKey | null): Promise<Holder> {
    const { tokens, ...session } = response
    const next: Holder = {
      session,
      refreshToken: tokens.refreshToken,
      access: {
        token: tokens.accessToken,
        goodUntil: parts.monotonicMs() + tokens.accessExpiresInMs - SPARE_MS,
      },
      pinKey,
      carryKey: tokens.carryKey,
    }
    await remember(next)
    return next
  }

  async function refresh(): Promise<Result<string, TransportFailure>> {
    const asking = holder
    if (asking?.refreshToken === null || asking === null) return err({ type: 'SessionEnded' })
    const answer = await api.refresh(asking.refreshToken, vault.content.deviceId)
    if (holder !== asking) return err({ type: 'Cancelled' })
    if (!answer.ok) {
      if (answer.error.type !== 'SessionEnded' && answer.error.type !== 'Unauthenticated')
        return err(answer.error)
      endTokens(asking)
      return err({ type: 'SessionEnded' })
    }
    const { current } = useSession.getState()
    const next = await adopt(answer.value, asking.pinKey)
    if (current.phase === 'open') open(next)
    else holder = next
    return next.access === null ? err({ type: 'SessionEnded' }) : ok(next.access.token)
  }

  function endTokens(ended: Holder): void {
    ended.refreshToken = null
    ended.access = null
    show({ mustSignIn: true })
    parts.onTokens(false)
  }

  const refreshOnce = (): Promise<Result<string, TransportFailure>> => {
    refreshing ??= refresh().finally(() => {
      refreshing = null
    })
    return refreshing
  }

  const goodToken = (): string | null =>
    holder?.access && parts.monotonicMs() < holder.access.goodUntil ? holder.access.token : null

  return {
    tokens: {
      async current() {
        const token = goodToken()
        return token === null ? refreshOnce() : ok(token)
      },
      async renew(stale) {
        const token = goodToken()
        return token === null || token === stale ? refreshOnce() : ok(token)
      },
      end() {
        if (holder !== null) endTokens(holder)
      },
    },
    async start() {
      const { people, openFor } = vault.content
      const last = people.find((person) => person.session.account.id === openFor)
      if (last?.token.kind === 'open') {
        const { session, token, carryKey } = last
        open({ session, refreshToken: token.refreshToken, access: null, pinKey: null, carryKey })
      } else {
        const expected = people.find((person) => person.token.kind === 'pin')?.session
        if (expected) show({ current: { phase: 'locked', expected } })
        else signedOut(null, last?.session.account.email)
      }
    },
    async signIn(email, password) {
      const device = { id: vault.content.deviceId, name: parts.deviceName }
      const answer = await api.signIn({ email: email.trim(), password, device })
      if (!answer.ok) return err(toSignInFailure(answer.error))
      const isSamePerson = holder?.session.account.id === answer.value.account.id
      const next = await adopt(answer.value, isSamePerson ? (holder?.pinKey ?? null) : null)
      open(next, true)
      return ok(next.session)
    },
    async unlock(accountId, pin) {
      const person = vault.content.people.find((other) => other.session.account.id === accountId)
      if (person?.token.kind !== 'pin') return err({ type: 'UnknownPerson' })
      const waitMs = (tryAgainAt.get(accountId) ?? 0) - parts.monotonicMs()
      if (waitMs > 0) return err({ type: 'PinWait', seconds: Math.ceil(waitMs / 1_000) })
      // Counted before it is tried: closing the app in between must not give the attempt back.
      const failures = person.token.failures + 1
      await vault.save({
        people: withPerson(vault.content.people, { ...person, token: { ...person.token, failures } }),
      })
      const opened = await openSealed(person.token.sealed, pin)
      if (!opened.ok) {
        if (failures < PIN_ATTEMPTS) {
          tryAgainAt.set(accountId, parts.monotonicMs() + pinWaitMs(failures))
          show({})
          return err({ type: 'WrongPin', attemptsLeft: PIN_ATTEMPTS - failures })
        }
        await vault.save({
          people: withPerson(vault.content.people, { ...person, token: { kind: 'none' } }),
        })
        signedOut('pin-used-up', person.session.account.email)
        return err({ type: 'PinUsedUp' })
      }
      const isHolder = holder?.session.account.id === accountId
      // The token in memory is newer than the sealed one when it was renewed behind the locked screen.
      const next: Holder =
        isHolder && holder !== null
          ? { ...holder, pinKey: opened.value.pinKey }
          : {
              session: person.session,
              refreshToken: opened.value.secret,
              access: null,
              pinKey: opened.value.pinKey,
              carryKey: person.carryKey,
            }
      await remember(next)
      open(next)
      return ok(next.session)
    },
    async lock() {
      if (holder === null || holder.pinKey === null) return false
      await vault.save({ openFor: null })
      show({ current: { phase: 'locked' } })
      return true
    },
    async setPin(pin) {
      if (!PIN_PATTERN.test(pin)) return err({ type: 'PinNotUsable' })
      if (holder === null) return err({ type: 'NobodyOpen' })
      const pinKey = await createPinKey(pin)
      holder = { ...holder, pinKey }
      await remember(holder)
      open(holder)
      return ok(undefined)
    },
    async signOut({ hasPending }) {
      const leaving = holder
      const people = vault.content.people.filter(
        (person) => person.session.account.id !== leaving?.session.account.id,
      )
      await vault.save({ people, openFor: null })
      if (leaving !== null && !hasPending) await closeAtServer(leaving)
      if (people.some((person) => person.token.kind === 'pin')) show({ current: { phase: 'locked' } })
      else signedOut('signed-out')
    },
    async drained() {
      if (holder === null) return
      const accountId = holder.session.account.id
      const isGone = vault.content.people.every((person) => person.session.account.id !== accountId)
      if (isGone) await closeAtServer(holder)
    },
    carryIdentity() {
      if (holder?.carryKey === undefined) return null
      return { accountId: holder.session.account.id, key: holder.carryKey }
    },
    askForPassword() {
      signedOut(null, holder?.session.account.email)
    },
    askForPin() {
      show({ current: { phase: 'locked' } })
    },
  }

  async function closeAtServer(leaving: Holder): Promise<void> {
    holder = null
    parts.onTokens(false)
    if (leaving.refreshToken === null || leaving.access === null) return
    await api
      .signOut(leaving.access.token, leaving.refreshToken, vault.content.deviceId)
      .catch(() => undefined)
  }
}

const isSameSession = (a: Session, b: Session): boolean =>
  isSameContent({ ...a, serverTime: 0 }, { ...b, serverTime: 0 })

function toSignInFailure(failure: TransportFailure | { readonly type: 'Unauthenticated' }): SignInFailure {
  switch (failure.type) {
    case 'Rejected':
      return failure.code === 'WRONG_CREDENTIALS' ? { type: 'WrongCredentials' } : failure
    case 'Unauthenticated':
    case 'SessionEnded':
      return { type: 'WrongCredentials' }
    case 'Cancelled':
    case 'EpochChanged':
      return { type: 'TimedOut' }
    default:
      return failure
  }
}
