import type { SeededRandom } from '../../sync-server/demo/seeded-random.ts'
import type { Fault, FaultFamily } from './faults.ts'
import { makeFaults, makeSkew } from './make-faults.ts'
import { type Operation, type OperationKind, operationId } from './operations.ts'
import { World } from './world.ts'

export type Member = 'admin' | 'manager' | 'manager2' | 'cashier1' | 'cashier2' | 'vendor'

/** Something that happens at a moment of virtual time, ms after the shop was set up. */
export type Step =
  | { readonly at: number; readonly device: number; readonly operation: Operation }
  | { readonly at: number; readonly fault: Fault }

/** A whole run: the same schedule gives the same run. It is what a failing seed is kept and minimised as. */
export interface Schedule {
  readonly seed: number
  readonly members: readonly Member[]
  /** How wrong each device's clock is from the start, ms. */
  readonly skews: readonly number[]
  readonly steps: readonly Step[]
}

const SPAN_MS = 60_000

type Weights = Readonly<Partial<Record<OperationKind, number>>>

const COMMON: Weights = { sell: 10, return: 3, 'note-order': 3, 'edit-customer': 4, 'add-customer': 1 }
const MANAGER: Weights = {
  ...COMMON,
  sell: 6,
  cancel: 2,
  'edit-product': 12,
  'edit-price': 5,
  'add-product': 1,
  'web-order': 2,
  'advance-order': 4,
  receive: 2,
  adjust: 1,
  waste: 1,
  transfer: 1,
  count: 2,
  settle: 3,
  resend: 1,
  discard: 1,
}
const CASHIER: Weights = { ...COMMON, 'edit-product': 1, cancel: 0.3, resend: 1, discard: 1, receive: 0.5 }
const WEIGHTS: Readonly<Record<Member, Weights>> = {
  admin: MANAGER,
  manager: MANAGER,
  manager2: MANAGER,
  cashier1: CASHIER,
  cashier2: CASHIER,
  vendor: { 'add-product': 3, 'edit-product': 2 },
}
const THIRDS: readonly Member[] = ['admin', 'admin', 'manager2', 'cashier2', 'cashier2', 'vendor']

/** Makes the schedule of a seed; `families` are the faults that may happen. */
export function makeSchedule(seed: number, families: readonly FaultFamily[]): Schedule {
  const random = new World(seed).random('schedule')
  const members: Member[] = ['manager', random.whole(3) === 0 ? 'manager2' : 'cashier1']
  const third = THIRDS[random.whole(THIRDS.length)]
  if (random.whole(2) === 0 && third !== undefined && !members.includes(third)) members.push(third)
  // Whoever asks for a few faults wants to see them together.
  const share = families.length <= 6 ? 0.8 : 0.35
  const chosen = families.filter(() => random.next() < share)
  const skews = members.map(() => (chosen.includes('clock') ? makeSkew(random) : 0))
  const operations = makeOperations(random, members, chosen)
  const faults = makeFaults(new World(seed).random('faults'), members.length, chosen, SPAN_MS)
  const steps: Step[] = [...operations, ...faults].sort((a, b) => a.at - b.at)
  return { seed, members, skews, steps }
}

function makeOperations(
  random: SeededRandom,
  members: readonly Member[],
  chosen: readonly FaultFamily[],
): Step[] {
  const count = 20 + random.whole(21)
  const steps: Step[] = []
  for (let number = 1; number <= count; number++) {
    const device = random.whole(members.length)
    const member = members[device] ?? 'manager'
    const kinds = Object.entries(weightsOf(member, chosen)) as [OperationKind, number][] // its own keys
    const [kind] = random.weighted(kinds, ([, weight]) => weight)
    // In bursts, as at a counter: several people and several things within a moment.
    const at = Math.floor(random.next() ** 1.3 * SPAN_MS)
    const picks = Array.from({ length: 12 }, () => random.next())
    steps.push({ at, device, operation: { id: operationId(number), number, kind, picks } })
  }
  return steps
}

function weightsOf(member: Member, chosen: readonly FaultFamily[]): Weights {
  const poison: Weights = chosen.includes('poison') ? { poison: 1.5 } : {}
  const people: Weights = chosen.includes('people') && member === 'admin' ? { 'set-person': 6 } : {}
  return { ...WEIGHTS[member], ...poison, ...people }
}
