import type { SeededRandom } from '../../sync-server/demo/seeded-random.ts'
import type { Fault, FaultFamily, StorageTarget } from './faults.ts'
import type { Step } from './schedule.ts'

const DAY_MS = 86_400_000

type Maker = (random: SeededRandom, device: number) => readonly Fault[]

const line = (device: number, set: Extract<Fault, { kind: 'line' }>['set'], forMs: number): Fault => ({
  kind: 'line',
  device,
  set,
  forMs,
})

const some = (random: SeededRandom, most: number): number => 1 + random.whole(most)
const span = (random: SeededRandom, mostMs: number): number => 500 + random.whole(mostMs)
const oneOf = <Item>(random: SeededRandom, items: readonly [Item, ...Item[]]): Item =>
  items[random.whole(items.length)] ?? items[0]

const TARGETS: readonly [StorageTarget, ...StorageTarget[]] = [
  'any',
  'replication',
  'replication',
  'people',
  'tables',
  'journal',
  'receipt',
]

const MAKERS: Readonly<Record<FaultFamily, Maker>> = {
  partition: (random, device) => [
    line(device, { partition: oneOf(random, ['both', 'both', 'in', 'out'] as const) }, span(random, 30_000)),
  ],
  lost: (random, device) => {
    const losePath = oneOf(random, [
      null,
      '/sync/push',
      '/sync/push',
      '/sync/pull',
      '/sync/base',
      '/auth/refresh',
    ])
    const set = random.whole(3) === 0 ? { loseRequests: some(random, 4) } : { loseAnswers: some(random, 4) }
    return [line(device, { ...set, losePath }, span(random, 20_000))]
  },
  repeat: (random, device) => [
    line(
      device,
      { duplicates: some(random, 4), lateCopies: some(random, 4), lateMs: span(random, 40_000) },
      span(random, 20_000),
    ),
  ],
  cut: (random, device) => [
    line(device, { cuts: some(random, 5), cutAfter: random.whole(400) }, span(random, 20_000)),
  ],
  slow: (random, device) => [
    line(device, { slowMs: random.whole(8_000), jitterMs: random.whole(3_000) }, span(random, 20_000)),
  ],
  portal: (random, device) => [line(device, { portal: true }, span(random, 15_000))],
  status: (random, device) => [
    line(device, { status: oneOf(random, [500, 502, 503, 429] as const) }, span(random, 15_000)),
  ],
  stream: (random, device) => [line(device, { isStreamDead: true }, span(random, 60_000))],
  kill: (_random, device) => [{ kind: 'kill', device }],
  power: (random, device) => [
    { kind: 'power', device, writes: random.whole(12), aftermath: random.whole(1_000) },
  ],
  storage: (random, device) => [
    {
      kind: 'storage',
      device,
      target: oneOf(random, TARGETS),
      verdict: oneOf(random, ['fail', 'fail', 'die-before', 'die-after'] as const),
      skip: random.whole(25),
      count: some(random, 3),
    },
    ...(random.whole(4) === 0
      ? [{ kind: 'slow-storage' as const, device, ms: random.whole(400), forMs: span(random, 10_000) }]
      : []),
  ],
  hole: (random, device) => [
    {
      kind: 'storage',
      device,
      target: 'pulled',
      verdict: 'lose',
      skip: random.whole(8),
      count: some(random, 2),
    },
  ],
  clock: (random, device) => [
    { kind: 'clock', device, skewMs: makeSkew(random), restart: random.whole(2) === 0 },
  ],
  freeze: (random, device) => [{ kind: 'freeze', device, ms: 1_000 + random.whole(120_000) }],
  rot: (random, device) => [
    { kind: 'rot', device, what: oneOf(random, ['document', 'journal'] as const), at: random.next() },
  ],
  journal: (_random, device) => [{ kind: 'journal-full', device }],
  clone: (_random, device) => [{ kind: 'clone', device }],
  server: (random) => [
    { kind: 'server', how: oneOf(random, ['kill', 'close'] as const), downMs: span(random, 8_000) },
  ],
  database: (random) => [
    random.whole(4) === 0
      ? { kind: 'connections' }
      : {
          kind: 'statements',
          verdict: oneOf(random, ['serialization', 'break', 'die-before', 'die-after'] as const),
          match: oneOf(random, ['', 'commit', 'commit_changes', 'insert into revisions', 'for update']),
          skip: random.whole(12),
          count: some(random, 2),
        },
  ],
  token: () => [{ kind: 'expire-tokens' }],
  people: () => [],
  poison: () => [],
  restore: () => [],
}

export function makeSkew(random: SeededRandom): number {
  const skews = [0, 0, DAY_MS, -DAY_MS, 10 * 365 * DAY_MS, -10 * 365 * DAY_MS, 3_600_000]
  return skews[random.whole(skews.length)] ?? 0
}

/** One to three faults of each chosen family, at any moment. */
export function makeFaults(
  random: SeededRandom,
  devices: number,
  families: readonly FaultFamily[],
  spanMs: number,
): Step[] {
  const steps: Step[] = []
  for (const family of families) {
    const times = family === 'clone' ? 1 : some(random, 3)
    for (let i = 0; i < times; i++) {
      const at = random.whole(spanMs)
      for (const fault of MAKERS[family](random, random.whole(devices))) steps.push({ at, fault })
    }
  }
  if (families.includes('restore')) {
    const at = random.whole(spanMs / 2)
    steps.push({ at, fault: { kind: 'snapshot' } })
    steps.push({ at: at + 2_000 + random.whole(spanMs / 2), fault: { kind: 'restore' } })
  }
  return steps.map((step) => sparing(step, steps))
}

/**
 * What is not sent is held twice: flushed in the browser's database, and in the journal. A device whose journal fails does not
 * also lose what its database had flushed: nobody promises to survive both.
 */
function sparing(step: Step, all: readonly Step[]): Step {
  if (!('fault' in step) || step.fault.kind !== 'power') return step
  const { device } = step.fault
  const isHit = all.some((other) => 'fault' in other && touchesJournal(other.fault, device))
  // What the server acknowledged the journal lets go: no promise survives the loss of both disks either.
  const isServerHit = all.some((other) => 'fault' in other && other.fault.kind === 'restore')
  return isHit || isServerHit ? { ...step, fault: { ...step.fault, writes: 0 } } : step
}

function touchesJournal(fault: Fault, device: number): boolean {
  if (fault.kind === 'journal-full') return fault.device === device
  if (fault.kind === 'rot') return fault.device === device && fault.what === 'journal'
  return (
    fault.kind === 'storage' &&
    fault.device === device &&
    fault.verdict === 'fail' &&
    fault.target !== 'replication'
  )
}
