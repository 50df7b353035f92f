import type { Verdict } from './device.ts'
import type { StorageCall } from './disk/device-disk.ts'
import type { Fault, StorageTarget } from './faults.ts'
import { goodLine } from './network.ts'
import type { Run } from './shop-run.ts'

type Kind = Fault['kind']
type Of<K extends Kind> = Extract<Fault, { readonly kind: K }>

/** How each fault is made; a promise is work outside of virtual time. */
const FAULTS: { readonly [K in Kind]: (run: Run, fault: Of<K>) => unknown } = {
  server: (run, { how, downMs }) => stopServer(run, how, downMs),
  statements: (run, fault) => failStatements(run, fault),
  connections: (run) => run.office.breakConnections(),
  // Everybody's clock moves on, as over a lunch: tokens end, nothing else happened meanwhile.
  'expire-tokens': (run) => run.world.skipClock(11 * 60_000),
  snapshot: (run) => run.takeCopy(),
  restore: (run) => run.restoreCopy(),
  line: (run, fault) => spoilLine(run, fault),
  storage: (run, { device, target, verdict, skip, count }) => {
    const hit = run.devices[device]
    if (hit) hit.interfere = counted(target, verdict, skip, count)
  },
  'slow-storage': (run, { device, ms, forMs }) => {
    const setTo = (value: number) => () => {
      const hit = run.devices[device]
      if (hit) hit.storageSlowMs = value
    }
    setTo(ms)()
    run.world.after(forMs, setTo(0))
  },
  clock: (run, { device, skewMs, restart }) => {
    const hit = run.devices[device]
    if (hit) hit.skewMs = skewMs
    if (restart) hit?.kill(true)
  },
  kill: (run, { device }) => run.devices[device]?.kill(true),
  power: (run, fault) => losePower(run, fault),
  freeze: (run, { device, ms }) => run.devices[device]?.freeze(ms),
  rot: (run, fault) => rot(run, fault),
  'journal-full': (run, { device }) => run.devices[device]?.disk.failJournal('ENOSPC'),
  clone: (run, { device }) => {
    const original = run.devices[device]
    return original && run.clone(original)
  },
}

/** Makes one thing go wrong, now. */
export function applyFault(run: Run, fault: Fault): void {
  run.history.notes.push(`${Math.round(run.world.now)} ${JSON.stringify(fault)}`)
  const make = FAULTS[fault.kind] as (run: Run, fault: Fault) => unknown // the one for this kind
  const made = make(run, fault)
  if (made instanceof Promise) void run.world.outside(made)
}

function spoilLine(run: Run, { device, set, forMs }: Of<'line'>): void {
  const hit = run.devices[device]
  if (hit === undefined) return
  Object.assign(hit.line, set)
  run.world.after(forMs, () => Object.assign(hit.line, undo(set)))
}

function undo(set: object): object {
  const good = goodLine()
  return Object.fromEntries(Object.keys(set).map((key) => [key, Reflect.get(good, key)]))
}

function isMeant(target: StorageTarget, { method, context, collection }: StorageCall): boolean {
  if (target === 'any') return true
  if (target === 'replication') return context.startsWith('replication')
  if (target === 'pulled') return context.startsWith('replication-downstream')
  if (target === 'journal') return method.startsWith('journal.')
  if (target === 'receipt') return method === 'meta.put receipt' || method === 'meta.note receipt'
  if (target === 'tables') return method.includes('.') && !method.startsWith('journal.')
  return method === 'bulkWrite' && !context.startsWith('replication') && collection !== ''
}

/** Leaves `skip` of the meant calls alone, then decides over `count` of them. */
function counted(
  target: StorageTarget,
  verdict: Verdict,
  skip: number,
  count: number,
): (call: StorageCall) => Verdict {
  let seen = 0
  return (call) => {
    if (!isMeant(target, call)) return 'do'
    seen++
    return seen > skip && seen <= skip + count ? verdict : 'do'
  }
}

function losePower(run: Run, { device, writes, aftermath }: Of<'power'>): void {
  const hit = run.devices[device]
  const random = run.world.random('aftermath', aftermath)
  hit?.onDeath(() => {
    void run.world.outside(hit.disk.losePower(writes, (choices) => random.whole(choices)))
  })
  hit?.kill(true)
}

/** What was sent is on the server and comes whole again; what was not is in the journal: one of the two is hit, not both. */
function rot(run: Run, { device, what, at }: Of<'rot'>): void {
  const hit = run.devices[device]
  const isMeant = (collection: string, document: Record<string, unknown>): boolean =>
    collection === 'products' && document.pending === 0
  hit?.onDeath(() => {
    if (what === 'journal') hit.disk.rotJournal(at)
    else void run.world.outside(hit.disk.rot(isMeant))
  })
  hit?.kill(true)
}

function stopServer(run: Run, how: 'kill' | 'close', downMs: number): void {
  const { office, world } = run
  if (!office.isUp) return
  if (how === 'kill') office.kill()
  else void office.close()
  world.after(downMs, () => void run.startOffice())
}

function failStatements(run: Run, fault: Of<'statements'>): void {
  let seen = 0
  run.office.onStatement((text) => {
    if (!text.includes(fault.match)) return 'do'
    seen++
    return seen > fault.skip && seen <= fault.skip + fault.count ? fault.verdict : 'do'
  })
  // A server that dies of it is started again.
  const look = (): void => {
    if (!run.office.isUp) void run.startOffice()
    else if (!run.isHealed) run.world.after(2_000, look)
  }
  run.world.after(2_000, look)
}
