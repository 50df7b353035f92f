import { createIdSource, deriveId, type Id } from '@shared/kernel/id.ts'
import type { SignInResponse } from '@shared/protocol/auth.ts'
import type { Role } from '@shared/schemas/people.schema.ts'
import { createSeededRandom, type SeededRandom } from '../../sync-server/demo/seeded-random.ts'
import { TestDevice } from '../support/test-server.ts'

/*
 * Cases are made before anybody knows the ids of the shop they will be sent to, so that a case can be kept in a file and
 * sent again. They hold these made-up ids, which are exchanged for real ones on the way out.
 */

export const SYMBOL = {
  shop: deriveId('fuzz', 'shop'),
  otherShop: deriveId('fuzz', 'other shop'),
  location: deriveId('fuzz', 'location'),
  staff: deriveId('fuzz', 'staff'),
  admin: deriveId('fuzz', 'admin'),
  device: deriveId('fuzz', 'device'),
  adminDevice: deriveId('fuzz', 'admin device'),
  victim: deriveId('fuzz', 'victim'),
  code: 'FZCODE',
  adminCode: 'FZADMN',
  refreshToken: 'FUZZ-REFRESH-TOKEN-FUZZ-REFRESH-TOKEN',
  email: 'somebody@fuzz.test',
  password: 'FUZZ-PASSWORD',
} as const

export type Meaning = Readonly<Record<keyof typeof SYMBOL, string>>

/** The text with every made-up id exchanged for what it means. */
export function spell(text: string, meaning: Meaning): string {
  let spelt = text
  for (const [name, symbol] of Object.entries(SYMBOL)) {
    const means = Reflect.get(meaning, name)
    if (spelt.includes(symbol)) spelt = spelt.replaceAll(symbol, means)
  }
  return spelt
}

/** Moment at which all documents of cases are written. */
const NOW = Date.UTC(2026, 5, 1, 10)

export interface Making {
  readonly random: SeededRandom
  readonly clock: { now(): number }
  readonly ids: { next(): Id }
}

/** The same cases for the same seed. */
export function createMaking(seed: number): Making {
  const random = createSeededRandom(seed)
  const clock = { now: () => NOW }
  return { random, clock, ids: createIdSource(clock, random) }
}

/** A device that exists in symbols only: what makes sound documents to begin with. */
export function symbolicDevice(who: 'staff' | 'admin', role: Role): TestDevice {
  const isAdmin = who === 'admin'
  const session: SignInResponse = {
    account: { id: SYMBOL[who], staffId: SYMBOL[who], name: who, email: SYMBOL.email, role },
    shop: {
      id: SYMBOL.shop,
      name: 'Fuzz',
      code: 'FZ',
      currency: 'XOF',
      languages: ['fr'],
      utcOffsetMinutes: 0,
      pricesIncludeTax: true,
      locationId: SYMBOL.location,
    },
    device: {
      id: isAdmin ? SYMBOL.adminDevice : SYMBOL.device,
      code: isAdmin ? SYMBOL.adminCode : SYMBOL.code,
      name: who,
    },
    epoch: 1,
    serverTime: NOW,
    tokens: { accessToken: '', accessExpiresInMs: 1, refreshToken: SYMBOL.refreshToken },
  }
  return new TestDevice('', session)
}
