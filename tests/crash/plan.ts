import { createSeededRandom, type SeededRandom } from '../../sync-server/demo/seeded-random.ts'

export type Victim = 'browser' | 'server' | 'database'
/**
 * When the blow falls: some time after the first key, just after the key that completes a sale, just after "Sold" was shown,
 * or while a push is under way.
 */
export type Moment = 'any' | 'paying' | 'sold' | 'push'

/** What is done to the till of the browser, and to what is behind it. */
export interface KillRound {
  readonly kind: 'kill'
  readonly number: number
  readonly victims: readonly Victim[]
  readonly moment: Moment
  /** The cable while the cashier sells, and when the till is switched on again. */
  readonly cable: 'in' | 'out' | 'loose'
  readonly opensOffline: boolean
  /** Sales completed before the one whose moment it is. */
  readonly salesBefore: number
  /** From the first key, or from the moment that was waited for. */
  readonly delayMs: number
  /** What the customers buy: for each sale the places of the articles in the catalogue. */
  readonly baskets: readonly (readonly number[])[]
}

/** What a power cut does to the files of the desktop till's browser engine after it was killed. */
export type DiskDamage = 'deleted' | 'truncated'

export interface JournalRound {
  readonly kind: 'journal'
  readonly number: number
  readonly damage: DiskDamage
  readonly opensOffline: boolean
  /** Share of the newest file that is left when it is truncated. */
  readonly share: number
  readonly baskets: readonly (readonly number[])[]
}

export type Round = KillRound | JournalRound

export const ARTICLES = 6
const MOMENTS = ['any', 'paying', 'sold', 'push'] as const
const JOURNAL_EVERY = 5
const LONGEST_DELAY_MS = 2_500
const MOST_AFTER_SIGNAL_MS = 50

const VICTIMS: readonly { readonly victims: readonly Victim[]; readonly weight: number }[] = [
  { victims: ['browser'], weight: 8 },
  { victims: ['server'], weight: 4 },
  { victims: ['database'], weight: 4 },
  { victims: ['browser', 'server'], weight: 2 },
  { victims: ['browser', 'database'], weight: 2 },
  { victims: ['server', 'database'], weight: 2 },
  { victims: ['browser', 'server', 'database'], weight: 1 },
]

/** The same rounds for the same seed; a longer plan begins with the shorter one. */
export function planRounds(rounds: number, seed: number): Round[] {
  return Array.from({ length: rounds }, (_, i) => {
    const random = createSeededRandom(seed * 1_000_003 + i)
    const number = i + 1
    return number % JOURNAL_EVERY === 3 ? planJournal(number, random) : planKill(number, random)
  })
}

function planKill(number: number, random: SeededRandom): KillRound {
  const { victims } = random.weighted(VICTIMS, ({ weight }) => weight)
  const moment = random.weighted(MOMENTS, () => 1)
  // Without a cable nothing is ever pushed, and a server that dies unseen proves nothing.
  const needsCable = moment === 'push' || !victims.includes('browser')
  const cable = needsCable ? 'in' : random.weighted(['in', 'out', 'loose'] as const, () => 1)
  const delayMs = random.whole(moment === 'any' ? LONGEST_DELAY_MS : MOST_AFTER_SIGNAL_MS)
  const opensOffline = victims.includes('browser') && random.next() < 0.5
  const baskets = planBaskets(2 + random.whole(3), random)
  const salesBefore = random.whole(baskets.length)
  return { kind: 'kill', number, victims, moment, cable, opensOffline, salesBefore, delayMs, baskets }
}

function planJournal(number: number, random: SeededRandom): JournalRound {
  const damage = random.next() < 0.5 ? 'deleted' : 'truncated'
  const opensOffline = random.next() < 0.5
  const share = random.next()
  return {
    kind: 'journal',
    number,
    damage,
    opensOffline,
    share,
    baskets: planBaskets(1 + random.whole(2), random),
  }
}

function planBaskets(count: number, random: SeededRandom): number[][] {
  return Array.from({ length: count }, () => {
    const places = Array.from({ length: ARTICLES }, (_, place) => place)
    const wanted = 1 + random.whole(2)
    return Array.from({ length: wanted }, () => places.splice(random.whole(places.length), 1)[0] ?? 0)
  })
}

export const nameOf = (round: Round): string =>
  round.kind === 'journal' ? `journal, database ${round.damage}` : round.victims.join(' + ')
