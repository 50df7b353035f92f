import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, dirname, join } from 'node:path'
import { type Browser, type BrowserContext, chromium, type LaunchOptions } from 'playwright'

export interface FoundBrowser {
  readonly executablePath: string
  readonly args: readonly string[]
  readonly source: 'CHROMIUM_PATH' | 'playwright' | 'system' | 'apt-get' | 'playwright install'
}

const QUIET_FLAGS = [
  '--disable-gpu',
  '--disable-background-networking',
  '--no-first-run',
  '--disable-component-update',
  '--disable-sync',
]

let found: Promise<FoundBrowser> | undefined

/**
 * A Chromium this machine can run, looking in the cheapest place first and installing one only at the end.
 * Rejects with one sentence that says what to install.
 */
export function findBrowser(): Promise<FoundBrowser> {
  found ??= search()
  return found
}

type LaunchExtras = Pick<LaunchOptions, 'headless' | 'slowMo' | 'env' | 'timeout'> & {
  readonly args?: readonly string[]
}

/** A fresh browser whose profile is forgotten when it closes. */
export async function launchBrowser(extras: LaunchExtras = {}): Promise<Browser> {
  return chromium.launch(await launchOptions(extras))
}

/** A browser on the profile folder `directory`: what it stores is there again at the next launch. */
export async function launchProfile(
  directory: string,
  extras: LaunchExtras & { readonly context?: Parameters<typeof chromium.launchPersistentContext>[1] } = {},
): Promise<BrowserContext> {
  const { context, ...rest } = extras
  return chromium.launchPersistentContext(directory, { ...context, ...(await launchOptions(rest)) })
}

async function launchOptions({ args = [], ...rest }: LaunchExtras): Promise<LaunchOptions> {
  const browser = await findBrowser()
  return {
    headless: true,
    chromiumSandbox: !isRoot(),
    ...rest,
    executablePath: browser.executablePath,
    args: [...browser.args, ...args],
  }
}

async function search(): Promise<FoundBrowser> {
  const args = isRoot() ? [...QUIET_FLAGS, '--no-sandbox'] : QUIET_FLAGS
  const given = process.env.CHROMIUM_PATH
  if (given !== undefined && given !== '') {
    if (!runs(given))
      throw new Error(`CHROMIUM_PATH is ${given}, which does not start as a Chromium browser.`)
    return { executablePath: given, args, source: 'CHROMIUM_PATH' }
  }
  const steps: readonly (readonly [FoundBrowser['source'], () => string | undefined])[] = [
    ['playwright', () => chromium.executablePath()],
    ['system', systemBrowser],
    ['apt-get', installWithApt],
    ['playwright install', installWithPlaywright],
  ]
  for (const [source, step] of steps) {
    const executablePath = step()
    if (executablePath !== undefined && runs(executablePath)) return { executablePath, args, source }
  }
  throw new Error(
    'No Chromium browser was found and none could be installed: install Chromium or Google Chrome, ' +
      'or set CHROMIUM_PATH to the program of one you have.',
  )
}

const isRoot = (): boolean => process.getuid?.() === 0

/** Off Linux a version question would open a window (Windows) or take seconds (macOS), so the file alone decides. */
function runs(program: string): boolean {
  if (!existsSync(program)) return false
  if (process.platform !== 'linux') return true
  const answer = spawnSync(program, ['--version'], { encoding: 'utf8', timeout: 20_000 })
  return answer.status === 0 && /chrom|edge/i.test(answer.stdout)
}

function onPath(name: string): string | undefined {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const program = join(folder, name)
    try {
      accessSync(program, constants.X_OK)
      return program
    } catch {
      // Not in this folder: the next one is tried.
    }
  }
  return undefined
}

function systemBrowser(): string | undefined {
  if (process.platform === 'darwin') {
    return ['Google Chrome', 'Chromium', 'Microsoft Edge']
      .map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`)
      .find(existsSync)
  }
  if (process.platform === 'win32') {
    return [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA]
      .filter((folder) => folder !== undefined)
      .flatMap((folder) => [
        join(folder, 'Google/Chrome/Application/chrome.exe'),
        join(folder, 'Chromium/Application/chrome.exe'),
        join(folder, 'Microsoft/Edge/Application/msedge.exe'),
      ])
      .find(existsSync)
  }
  return ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge']
    .map(onPath)
    .find((program) => program !== undefined && runs(program))
}

function installWithApt(): string | undefined {
  const apt = onPath('apt-get')
  if (process.platform !== 'linux' || !isRoot() || apt === undefined) return undefined
  process.stderr.write('No browser found: installing the chromium package (this happens once).\n')
  const options = { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } } as const
  const wait = ['-qq', '-o', 'DPkg::Lock::Timeout=300']
  spawnSync(apt, [...wait, 'update'], { ...options, timeout: 300_000 })
  spawnSync(apt, [...wait, 'install', '-y', '--no-install-recommends', 'chromium'], {
    ...options,
    timeout: 900_000,
  })
  return onPath('chromium')
}

function installWithPlaywright(): string | undefined {
  process.stderr.write('No browser found: downloading the one Playwright offers (this happens once).\n')
  const cli = join(dirname(createRequire(import.meta.url).resolve('playwright/package.json')), 'cli.js')
  spawnSync(process.execPath, [cli, 'install', 'chromium'], { stdio: 'ignore', timeout: 900_000 })
  return chromium.executablePath()
}
