import type { DevicePerson } from './session-state.ts'
import type { Person } from './vault.ts'

/** Wrong PINs in a row after which only the password opens. */
export const PIN_ATTEMPTS = 10

export function peopleWithPin(people: readonly Person[]): DevicePerson[] {
  const withPin: DevicePerson[] = []
  for (const { session, token } of people) {
    if (token.kind !== 'pin') continue
    const { id, name, email, role } = session.account
    const attemptsLeft = PIN_ATTEMPTS - token.failures
    withPin.push({ accountId: id, name, email, role, shopName: session.shop.name, attemptsLeft })
  }
  return withPin
}

/** From so many wrong PINs in a row on, every further one costs a wait, a little longer each time. */
const PATIENT_ATTEMPTS = 5
const WAIT_MS = 15_000

/** How long after that many wrong PINs in a row nobody may try again. */
export const pinWaitMs = (failures: number): number =>
  failures < PATIENT_ATTEMPTS ? 0 : (failures - PATIENT_ATTEMPTS + 1) * WAIT_MS
