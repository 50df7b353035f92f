import type { Id } from '@shared/kernel/id.ts'
import type { Session } from '@shared/protocol/auth.ts'
import type { Role } from '@shared/schemas/people.schema.ts'
import { create } from 'zustand'

/** Somebody who can unlock this device with a PIN. */
export interface DevicePerson {
  readonly accountId: Id
  readonly name: string
  readonly email: string
  readonly role: Role
  readonly shopName: string
  readonly attemptsLeft: number
}

/** Why somebody finds himself in front of the sign-in screen. */
export type SignInNotice = 'session-ended' | 'pin-used-up' | 'signed-out' | null

export type SessionPhase =
  | { readonly phase: 'starting' }
  | { readonly phase: 'signed-out'; readonly notice: SignInNotice; readonly email: string }
  | {
      readonly phase: 'locked'
      /** At a start: who was here last. Their shop can be made ready while the PIN is typed. */
      readonly expected?: Session
    }
  | {
      readonly phase: 'open'
      readonly session: Session
      readonly hasPin: boolean
      /** The password was typed on this page: the moment to offer a PIN. */
      readonly isFresh: boolean
    }

export interface SessionState {
  readonly current: SessionPhase
  /** People who have a PIN here, the last one first. */
  readonly people: readonly DevicePerson[]
  /** The server wants a password again before it takes anything more; work goes on meanwhile. */
  readonly mustSignIn: boolean
}

export const useSession = create<SessionState>()(() => ({
  current: { phase: 'starting' },
  people: [],
  mustSignIn: false,
}))
