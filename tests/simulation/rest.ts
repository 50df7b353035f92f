import type { View } from './client/client-ports.ts'
import { roleOf } from './new-shop.ts'
import { compareDevice } from './oracles/converge.ts'
import type { DeviceFacts } from './oracles/facts.ts'
import { readServer } from './server-state.ts'
import type { Run } from './shop-run.ts'

const LOOK_EVERY_MS = 2_500
/** Ten times what a run sends in all: whoever goes on like that has not come to rest and will not. */
const STORM = 3_000

/** Lets time pass until every device shows what the server holds and nothing waits. Null when patience ends first, or in a storm of requests. */
export async function restUntilEqual(run: Run, patienceMs: number): Promise<number | null> {
  const start = run.world.now
  const sent = run.history.requests.length
  while (run.world.now - start < patienceMs && run.history.requests.length - sent < STORM) {
    await run.world.run(LOOK_EVERY_MS)
    if (!isQuiet(run)) continue
    const server = await readServer(run.rig.copies, run.shopId)
    const devices = await factsOfDevices(run)
    if (devices?.every((device) => compareDevice(device, server).length === 0)) return run.world.now - start
  }
  return null
}

function isQuiet(run: Run): boolean {
  return run.devices.every((device) => {
    const glance = device.client?.glance() ?? null
    if (glance === null || glance.pending > 0 || glance.mustSignIn) return false
    return glance.status.online && glance.status.firstSync.complete
  })
}

/** What each device shows; null when one of them is not to be asked. */
export async function factsOfDevices(run: Run): Promise<DeviceFacts[] | null> {
  const facts: DeviceFacts[] = []
  for (const device of run.devices) {
    const view = device.client && (await drive(run, device.client.view()))
    const session = readSession(device.disk.secrets.get('session'))
    if (!view || session === null) return null
    facts.push({ device, view, ...session, role: roleOf(session.member) })
  }
  return facts
}

/** Lets the world go on until a promise of one of its realms is settled; null when it never is. */
export async function drive<Value>(run: Run, asked: Promise<Value>): Promise<Value | null> {
  let answer: { value: Value } | { error: unknown } | null = null
  asked.then(
    (value) => {
      answer = { value }
    },
    (error: unknown) => {
      answer = { error }
    },
  )
  for (let waited = 0; waited < 5_000 && answer === null; waited += 5) await run.world.run(5)
  const settled = answer as { value: Value } | { error: unknown } | null // set by the callbacks above
  return settled !== null && 'value' in settled ? settled.value : null
}

/** The device's keychain, as the product keeps it. */
function readSession(text: string | undefined): { deviceId: string; staffId: string; member: string } | null {
  if (text === undefined) return null
  const { deviceId, people } = JSON.parse(text) as {
    deviceId: string
    people: { session: { account: { staffId: string; email: string } } }[]
  }
  const account = people[0]?.session.account
  return account ? { deviceId, staffId: account.staffId, member: account.email.split('@')[0] ?? '' } : null
}

export type { View }
