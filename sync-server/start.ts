import { resolve } from 'node:path'
import { hasDisplay, type LaunchConfig, readConfig } from './config.ts'
import { DatabaseUnavailable } from './database/database-errors.ts'
import { type Database, startDatabase } from './database/start-database.ts'
import { ensureDemoShop, hasDemoShop } from './demo/create-demo-shop.ts'
import { DEMO_MEMBERS, DEMO_PASSWORD } from './demo/people.ts'
import { type Housekeeping, startHousekeeping } from './figures/housekeeping.ts'
import { ensureRendererBuilt } from './launch/build-renderer.ts'
import { checkPort, isComptoir } from './launch/check-port.ts'
import { LAUNCH_MESSAGES, type LaunchMessages } from './launch/messages.ts'
import { openApp } from './launch/open-app.ts'
import { createServer, type SyncServer, systemClock, systemRandom } from './server.ts'

/*
 * `npm start`: builds what is missing, starts the database, makes the demo shop on the first start, serves, opens.
 * Whatever can be wrong with a machine is said in one sentence, and the exit code tells scripts what it was.
 */

const EXIT = { ok: 0, failed: 1, usage: 2, database: 3, port: 4 } as const

const root = resolve(import.meta.dirname, '..')

/** Ends the start with a sentence for the person and a code for scripts. */
class StartFailure extends Error {
  readonly exitCode: number
  constructor(message: string, exitCode: number) {
    super(message)
    this.name = 'StartFailure'
    this.exitCode = exitCode
  }
}

async function main(): Promise<void> {
  const read = readConfig()
  if (!read.ok) {
    throw new StartFailure(LAUNCH_MESSAGES[read.error.locale].badSetting(read.error), EXIT.usage)
  }
  const config = read.value
  const messages = LAUNCH_MESSAGES[config.locale]
  if (config.help) return print(messages.help)
  if (!(await canListen(config, messages))) return
  const database = await openDatabase(config, messages)
  try {
    const built = await ensureRendererBuilt(root, () => print(messages.building()))
    if (built.type === 'Failed') printError(messages.buildFailed(built.log))
    await serve(config, messages, database)
  } catch (error) {
    await database.stop()
    throw error
  }
}

async function canListen({ server, open }: LaunchConfig, messages: LaunchMessages): Promise<boolean> {
  const { host, port } = server
  const state = await checkPort(host, port)
  if (state === 'free') return true
  if (state === 'forbidden') throw new StartFailure(messages.portForbidden(port), EXIT.port)
  if (state === 'no-such-host') throw new StartFailure(messages.hostUnknown(host), EXIT.port)
  const url = `http://${host}:${port}`
  if (!(await isComptoir(url))) throw new StartFailure(messages.portTaken(port), EXIT.port)
  print(messages.alreadyRunning(url))
  if (open && hasDisplay()) openApp(root, url)
  return false
}

async function openDatabase({ database }: LaunchConfig, messages: LaunchMessages): Promise<Database> {
  const place = 'dataDir' in database ? database.dataDir : withoutPassword(database.databaseUrl)
  try {
    const started = await startDatabase(database)
    if (started.attached) print(messages.attached(place))
    if (started.dataDir !== null && started.dataDir !== place) print(messages.databaseIn(started.dataDir))
    return started
  } catch (error) {
    if (!(error instanceof DatabaseUnavailable)) throw error
    throw new StartFailure(messages.database(error.problem, error.message, place), EXIT.database)
  }
}

async function serve(config: LaunchConfig, messages: LaunchMessages, database: Database): Promise<void> {
  await ensureDemoShop(database, {
    clock: systemClock,
    random: systemRandom,
    passwordCost: config.server.passwordCost,
    onStart: () => print(messages.creatingDemo()),
  })
  const server = await createServer(
    { ...config.server, rendererDir: resolve(root, 'out/renderer') },
    { database },
  )
  const housekeeping = startHousekeeping(database.pool, systemClock, server.app.log, {
    ids: server.services.ids,
    announce: server.services.hub.announce,
  })
  stopOnSignals({ server, database, housekeeping }, messages)
  print(messages.running(server.url))
  if (await hasDemoShop(database)) {
    print(messages.logins(DEMO_PASSWORD))
    for (const { email, name, role } of DEMO_MEMBERS) print(`  ${email.padEnd(34)}${name} (${role})`)
  }
  if (config.open && hasDisplay()) openApp(root, server.url)
}

/** The first signal drains; a second one, from somebody in a hurry, ends at once: nothing committed is lost by it. */
function stopOnSignals(
  running: { readonly server: SyncServer; readonly database: Database; readonly housekeeping: Housekeeping },
  messages: LaunchMessages,
): void {
  let stopping = false
  const stop = async () => {
    if (stopping) process.exit(EXIT.failed)
    stopping = true
    print(messages.stopping())
    await Promise.all([running.server.close(), running.housekeeping.stop()])
    await running.database.stop()
    print(messages.stopped())
    process.exit(EXIT.ok)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => void stop().catch((error) => fail(error)))
  }
}

function withoutPassword(address: string): string {
  try {
    const url = new URL(address)
    url.password = ''
    return url.toString()
  } catch {
    return '' // an address that cannot be taken apart is not repeated: it may hold a password
  }
}

const print = (text: string): void => void process.stdout.write(`${text}\n`)
const printError = (text: string): void => void process.stderr.write(`${text}\n`)

function fail(error: unknown): void {
  if (error instanceof StartFailure) {
    printError(error.message)
    process.exit(error.exitCode)
  }
  printError(error instanceof Error ? (error.stack ?? error.message) : String(error))
  process.exit(EXIT.failed)
}

await main().catch(fail)
