import type { Clock } from '@shared/kernel/clock.ts'

/** The device's own clock, taken before anything replaces `Date.now`. */
const readDeviceTime = Date.now.bind(Date)
export const deviceClock: Clock = { now: () => Math.trunc(readDeviceTime()) }

/** A clock that never goes below the highest time it was told of, whatever the device's clock says. */
export interface FlooredClock extends Clock {
  /** Makes sure that no later reading is below `time`. */
  raise(time: number): void
  readonly highest: number
}

/**
 * RxDB orders what it has to send by the time of the local write. A device whose clock was set back would write below
 * what was already sent, and those writes would never leave it (R11).
 */
export function createFlooredClock(device: Clock): FlooredClock {
  let highest = 0
  return {
    now() {
      highest = Math.max(highest, device.now())
      return highest
    },
    raise(time) {
      highest = Math.max(highest, Math.ceil(time))
    },
    get highest() {
      return highest
    },
  }
}

/** Gives RxDB the floored clock. Called once, where the application is composed; returns the way back. */
export function installFlooredClock(clock: FlooredClock): () => void {
  const original = Date.now
  Date.now = () => clock.now()
  return () => {
    Date.now = original
  }
}

/** What is known of the server's time: kept over restarts, so that a wrong clock is also corrected offline. */
export interface TimeKnowledge {
  /** Server time minus device time when they were last compared. */
  readonly offsetMs: number
  /** The server's time at the last contact: the present cannot be earlier. */
  readonly lastServerTime: number
}

/** Business time: the device's clock corrected by the server's (SYNC-11). */
export interface CorrectedClock extends Clock {
  readonly knowledge: TimeKnowledge
  /** From an answer of the server that has just come. */
  learn(serverTime: number): void
  /** From an answer that may be old, such as the session's: it only says what time it is at least. */
  learnAtLeast(serverTime: number): void
}

/** Differences below this are the network's, not the clock's. */
const NOISE_MS = 1_500

export function createCorrectedClock(
  device: Clock,
  remembered: TimeKnowledge | null,
  onLearned: (knowledge: TimeKnowledge) => void = () => undefined,
): CorrectedClock {
  let knowledge: TimeKnowledge = remembered ?? { offsetMs: 0, lastServerTime: 0 }
  return {
    get knowledge() {
      return knowledge
    },
    now: () => Math.max(device.now() + knowledge.offsetMs, knowledge.lastServerTime),
    learn(serverTime) {
      const measured = serverTime - device.now()
      const isNoise = Math.abs(measured - knowledge.offsetMs) < NOISE_MS && knowledge.lastServerTime !== 0
      knowledge = { offsetMs: isNoise ? knowledge.offsetMs : measured, lastServerTime: serverTime }
      onLearned(knowledge)
    },
    learnAtLeast(serverTime) {
      if (serverTime > knowledge.lastServerTime) knowledge = { ...knowledge, lastServerTime: serverTime }
    },
  }
}
