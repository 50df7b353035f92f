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
