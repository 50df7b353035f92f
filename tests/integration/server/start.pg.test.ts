import { spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LOCALES, readConfig } from '../../../sync-server/config.ts'
import { LAUNCH_MESSAGES } from '../../../sync-server/launch/messages.ts'
import { type RunningServer, runServer } from '../../support/running-server.ts'
import { send } from '../../support/test-server.ts'

const root = resolve(import.meta.dirname, '../../..')
const folder = mkdtempSync(join(tmpdir(), 'comptoir-start-'))
afterAll(() => rm(folder, { recursive: true, force: true }))

interface Ended {
  readonly code: number | null
  readonly out: string
  readonly error: string
}

/** `npm start -- …` to its end. */
function start(
  args: readonly string[],
  options: { env?: NodeJS.ProcessEnv; uid?: number } = {},
): Promise<Ended> {
  const { env, ...rest } = options
  const child = spawn(
    join(root, 'node_modules/.bin/tsx'),
    [join(root, 'sync-server/start.ts'), '--no-open', ...args],
    {
      cwd: root,
      env: { ...process.env, DATABASE_URL: '', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      ...rest,
    },
  )
  let out = ''
  let error = ''
  child.stdout.on('data', (chunk) => {
    out += chunk
  })
  child.stderr.on('data', (chunk) => {
    error += chunk
  })
  return new Promise((done) => child.once('exit', (code) => done({ code, out, error: error.trim() })))
}

const isOneSentence = (text: string): boolean => text.split('\n').length === 1 && /[.…]$/.test(text)

describe('npm start', () => {
  it.each([
    ['fr', 'Port du serveur'],
    ['en', 'Port of the server'],
  ])('--help says in %s how to choose port, data folder, database and language', async (locale, words) => {
    const { code, out } = await start(['--help', '--locale', locale])
    expect(code).toBe(0)
    expect(out).toContain(words)
    for (const flag of ['--port', '--data', '--database-url', '--locale', '--host', '--no-open']) {
      expect(out).toContain(flag)
    }
  })

  it.each([
    [['--port', '99999'], '99999'],
    [['--port', 'abc'], 'abc'],
    [['--locale', 'de'], 'de'],
    [['--colour'], '--colour'],
    [['--data'], '--data'],
    [['--data', ''], '--data'],
    [['--database-url', 'mysql://x'], 'postgresql://'],
  ])('has one sentence in both languages for %j', (args, word) => {
    const read = readConfig(args, {})
    if (read.ok) throw new Error('must be refused')
    for (const locale of LOCALES) {
      const sentence = LAUNCH_MESSAGES[locale].badSetting(read.error)
      expect(sentence).toContain(word)
      expect(isOneSentence(sentence)).toBe(true)
    }
  })

  it('a wrong flag ends with its sentence, in the language asked for, and exit code 2', async () => {
    const { code, error } = await start(['--locale', 'en', '--colour', 'red'])
    expect([code, error]).toEqual([
      2,
      'The option --colour does not exist or its value is missing: npm start -- --help shows them all.',
    ])
  })

  it('the command line comes before the environment, the environment before the defaults', () => {
    const env = { PORT: '5001', DATABASE_URL: 'postgresql://a/b', LANG: 'en_GB.UTF-8' }
    const read = (args: string[], variables: NodeJS.ProcessEnv) => {
      const config = readConfig(args, variables)
      if (!config.ok) throw new Error(config.error.type)
      return config.value
    }
    expect(read(['--port', '5002'], env)).toMatchObject({ server: { port: 5002 }, locale: 'en' })
    expect(read([], env)).toMatchObject({
      server: { port: 5001 },
      database: { databaseUrl: 'postgresql://a/b' },
    })
    expect(read([], {})).toMatchObject({
      server: { port: 4780, host: '127.0.0.1' },
      locale: 'fr',
      open: true,
    })
  })

  it('a port that another program has: one sentence that says what to do', async () => {
    const taken = await listen()
    const { code, error } = await start([
      '--port',
      String(taken.port),
      '--data',
      join(folder, 'port'),
      '--locale',
      'en',
    ])
    taken.server.close()
    expect(code).toBe(4)
    expect(error).toBe(
      `Port ${taken.port} is taken by another program: choose another one with npm start -- --port ${taken.port + 1}.`,
    )
  })

  it('a database that does not answer: one sentence, without the password', async () => {
    const free = await listen()
    free.server.close()
    const address = `postgresql://me:hidden-word@127.0.0.1:${free.port}/comptoir`
    const { code, error } = await start(['--port', '0', '--database-url', address, '--locale', 'en'])
    expect(code).toBe(3)
    expect(error).toContain('does not answer')
    expect(error).not.toContain('hidden-word')
    expect(isOneSentence(error)).toBe(true)
  })

  it('a data folder that cannot be written to: one sentence, no stack', async () => {
    // Root may write everywhere, so a file where the folder should be stands in for a forbidden one.
    const inTheWay = join(root, 'package.json')
    const { code, error } = await start(['--port', '0', '--data', join(inTheWay, 'data'), '--locale', 'en'])
    expect(code).toBe(3)
    expect(error).toContain('cannot be written to')
    expect(isOneSentence(error)).toBe(true)
  })

  it('a data folder that belongs to somebody else, for a user who is not root', async () => {
    const closed = join(folder, 'closed')
    mkdirSync(closed, { mode: 0o700 })
    chmodSync(folder, 0o755)
    if (process.getuid?.() !== 0) chmodSync(closed, 0o500)
    const asUser = process.getuid?.() === 0 ? { uid: 65_534 } : {}
    const env = { HOME: tmpdir(), npm_config_cache: tmpdir() }
    const { code, error } = await start(['--port', '0', '--data', join(closed, 'data'), '--locale', 'en'], {
      ...asUser,
      env,
    })
    expect(code).toBe(3)
    expect(error).toContain('cannot be written to')
  })
})

describe('a running start', () => {
  let running: RunningServer
  beforeAll(async () => {
    running = await runServer({ dataDir: join(folder, 'shop'), keepData: true })
  }, 240_000)
  afterAll(() => running.stop())

  it('makes the demo shop and prints its logins, each of which works', async () => {
    const logins = [...running.output().matchAll(/^ {2}(\S+@demo\.comptoir\.test)/gm)].map(
      ([, email]) => email,
    )
    expect(logins).toHaveLength(7)
    const device = { id: '01ARZ3NDEKTSV4RRFFQ69G5FAV', name: 'Essai' }
    for (const email of logins) {
      const body = { email, password: 'comptoir-demo', device }
      const answer = await send(running.url, 'POST', '/auth/sign-in', { body })
      expect([email, answer.status]).toEqual([email, 200])
    }
  })

  it('serves the back office at /', async () => {
    const page = await fetch(`${running.url}/`)
    expect(page.headers.get('content-type')).toContain('text/html')
    expect(await page.text()).toContain('<script type="module"')
  })

  it('started again on the same port says that it is already running', async () => {
    const { code, out } = await start([
      '--port',
      String(running.port),
      '--data',
      running.dataDir,
      '--locale',
      'en',
    ])
    expect(code).toBe(0)
    expect(out.trim()).toBe(`Comptoir is already running: open ${running.url}.`)
  })

  it('a second start on the same data folder shares its database, and either may stop first', async () => {
    const second = await runServer({ dataDir: running.dataDir, keepData: true, args: ['--locale', 'en'] })
    expect(second.output()).toContain('was already running: it is shared')
    expect(second.output()).not.toContain('Creating')
    await second.stop()
    expect((await send(running.url, 'GET', '/health')).status).toBe(200)
    const third = await runServer({ dataDir: running.dataDir, keepData: true })
    await running.stop()
    expect((await send(third.url, 'GET', '/health')).status).toBe(200)
    await third.stop()
    const pidFile = join(placeOf(running.dataDir), 'postgres/postmaster.pid')
    expect(existsSync(pidFile)).toBe(false)
  }, 240_000)
})

/** Where the cluster is: for root it may be elsewhere, and a note says where. */
function placeOf(dataDir: string): string {
  const note = join(dataDir, 'database-is-in.txt')
  return existsSync(note) ? readFileSync(note, 'utf8').trim() : dataDir
}

function listen(): Promise<{ server: Server; port: number }> {
  return new Promise((done) => {
    const server = createServer()
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      done({ server, port: typeof address === 'object' && address ? address.port : 0 })
    })
  })
}
