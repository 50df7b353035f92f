import { PASSWORD } from './device.ts'
import { checkConvergence, isSomebodyElses } from './oracles/converge.ts'
import { checkEdits } from './oracles/edits.ts'
import { checkEntries } from './oracles/entries.ts'
import type { Facts } from './oracles/facts.ts'
import { checkStock } from './oracles/stock.ts'
import { factsOfDevices } from './rest.ts'
import { hashServer, readServer } from './server-state.ts'
import type { Run } from './shop-run.ts'

/** Virtual time within which everything must be in order again: the longest pause between repairs is ten minutes. */
const PATIENCE_MS = 25 * 60_000
/** One for each new run of a replication (another epoch, repairs after the last faults, a restart); a loop makes hundreds. */
const SAME_PUSHES = 6

/** The liveness phase, then all oracles. Answers how long healing took. */
export async function judge(run: Run): Promise<number> {
  const [began, sentBefore] = [run.world.now, run.history.requests.length]
  const healMs = await run.rest(PATIENCE_MS)
  if (healMs === null)
    run.violations.push({
      oracle: 'O10 live',
      what: `not in order after ${Math.round((run.world.now - began) / 60_000)} minutes and ${run.history.requests.length - sentBefore} requests: ${reasons(run)}`,
    })
  checkTraffic(run, sentBefore)
  checkRepairs(run)
  const devices = await factsOfDevices(run)
  if (devices === null) {
    run.violations.push({ oracle: 'O10 live', what: 'a device does not answer' })
    return PATIENCE_MS
  }
  const facts: Facts = {
    schedule: run.schedule,
    history: run.history,
    server: await readServer(run.rig.copies, run.shopId),
    devices,
    names: run.names,
    wasRestored: run.wasRestored,
    wasCloned: run.wasCloned,
  }
  for (const check of [checkEdits, checkEntries, checkStock, checkConvergence])
    run.violations.push(...check(facts))
  await checkRepeats(run, devices, facts.server)
  return healMs ?? PATIENCE_MS
}

function reasons(run: Run): string {
  return run.devices
    .map((device) => {
      const glance = device.client?.glance()
      if (!glance) return `${device.index}: no shop open`
      const { online, state, firstSync, error, lastRepair } = glance.status
      return `${device.index}: ${glance.pending} pending, ${state}, ${online ? 'online' : 'offline'}, first sync ${firstSync.complete}, must sign in ${glance.mustSignIn}, ${JSON.stringify(error)}, ${JSON.stringify(lastRepair)}`
    })
    .join('; ')
}

/** O10: in good times the same content is not pushed again and again. */
function checkTraffic(run: Run, from: number): void {
  const times = new Map<string, number>()
  for (const { device, request } of run.history.requests.slice(from)) {
    if (!request.path.startsWith('/sync/push') || request.body === undefined) continue
    const { rows } = JSON.parse(request.body) as { rows: { next: { id: string; editId: string } }[] }
    for (const { next } of rows) {
      const key = `${device} ${next.id} ${next.editId}`
      times.set(key, (times.get(key) ?? 0) + 1)
    }
  }
  for (const [key, count] of times) {
    if (count > SAME_PUSHES)
      run.violations.push({ oracle: 'O10 live', what: `${key} was pushed ${count} times after all was well` })
  }
}

/** O10: on days on which only clocks were wrong or tokens ended, or nothing at all, there is nothing to repair. */
function checkRepairs(run: Run): void {
  const isCalm = run.schedule.steps.every(
    (step) => !('fault' in step) || step.fault.kind === 'clock' || step.fault.kind === 'expire-tokens',
  )
  if (!isCalm) return
  for (const { disk, index } of run.devices) {
    const notes = [...(disk.tables.get('log')?.values() ?? [])] as {
      id: string
      kind?: string
      params?: object
    }[]
    for (const { kind, params } of notes) {
      if (kind === 'repair')
        run.violations.push({
          oracle: 'O10 live',
          what: `device ${index} was repaired without need: ${JSON.stringify(params)}`,
        })
    }
  }
}

/**
 * O7: every push once more, in another order, changes nothing and is answered. Not those in which a device offered what
 * somebody else wrote and was refused: it may have the right by now.
 */
async function checkRepeats(
  run: Run,
  devices: Facts['devices'],
  { refusals }: Facts['server'],
): Promise<void> {
  await run.startOffice()
  const before = await hashServer(run.rig.copies, run.shopId)
  const tokens = new Map<number, string>()
  for (const { device, deviceId } of devices) {
    const body = JSON.stringify({
      email: device.email,
      password: PASSWORD,
      device: { id: deviceId, name: 'Till' },
    })
    const answer = await run.office.ask({
      method: 'POST',
      path: '/auth/sign-in',
      headers: JSON_HEADERS,
      body,
    })
    tokens.set(
      device.index,
      (JSON.parse(answer.body) as { tokens?: { accessToken: string } }).tokens?.accessToken ?? '',
    )
  }
  const random = run.world.random('repeats')
  const refused = new Set(refusals.filter(isSomebodyElses).map(({ edit_id }) => edit_id))
  const pushes = run.history.requests.filter(
    ({ request }) =>
      request.path === '/sync/push' && run.history.arrived.has(request) && !namesAny(request.body, refused),
  )
  const shuffled = pushes.map((sent) => ({ sent, place: random.next() })).sort((a, b) => a.place - b.place)
  for (const { sent } of shuffled.slice(0, 20)) {
    const headers = { ...sent.request.headers, authorization: `Bearer ${tokens.get(sent.device)}` }
    const answer = await run.office.ask({ ...sent.request, headers })
    if (answer.status >= 500)
      run.violations.push({ oracle: 'O7 repeat', what: `a repeated push was answered ${answer.status}` })
  }
  const after = await hashServer(run.rig.copies, run.shopId)
  if (after !== before)
    run.violations.push({
      oracle: 'O7 repeat',
      what: `repeated pushes changed ${changedLines(before, after)}`,
    })
}

const namesAny = (body: string | undefined, editIds: ReadonlySet<string>): boolean =>
  [...editIds].some((id) => body?.includes(id))

const JSON_HEADERS = { 'content-type': 'application/json', accept: 'application/json' }

const changedLines = (before: string, after: string): string => {
  const known = before.split('\n')
  return after
    .split('\n')
    .filter((line) => !known.includes(line))
    .map((line) => line.split(' ')[0])
    .join(', ')
}
