import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { err, ok, type Result } from '@shared/kernel/result.ts'
import { z } from 'zod'
import { type PasswordCost, PRODUCTION_PASSWORD_COST } from './auth/passwords.ts'
import type { DatabaseChoice } from './database/start-database.ts'

export const LOCALES = ['fr', 'en'] as const
export type Locale = (typeof LOCALES)[number]

/** What one server process needs to know. Only this file reads the environment and the command line. */
export interface ServerConfig {
  readonly host: string
  /** 0: any free port. */
  readonly port: number
  /** Folder of the built renderer; null serves the API only. */
  readonly rendererDir: string | null
  readonly passwordCost: PasswordCost
  /** Origins besides our own that may call the API: the desktop app. */
  readonly allowedOrigins: readonly string[]
  readonly logLevel: 'silent' | 'error' | 'warn' | 'info' | 'debug'
  /** Wrong passwords in 15 minutes before a wait: by account and address, and by address. */
  readonly maxFailures: { readonly byAccount: number; readonly byAddress: number }
  /** Requests a device may make in a minute. */
  readonly maxRequestsPerMinute: number
  /** Bytes a device may send and fetch in an hour: several whole shops, never an endless first synchronisation. */
  readonly maxBytesPerHour: number
  /** Tasks a device may make in an hour; the others wait on it. */
  readonly maxNewTasksPerHour: number
  /** Devices that may register in a shop in a day. */
  readonly maxNewDevicesPerDay: number
  /** A proxy in front tells the caller's address; believed only when set. */
  readonly trustProxy: boolean
}

export interface LaunchConfig {
  readonly server: ServerConfig
  readonly database: DatabaseChoice
  readonly locale: Locale
  readonly open: boolean
  readonly help: boolean
}

/** A flag or variable that cannot be used; the launcher says it in the person's language. */
export interface BadSetting {
  readonly type: 'UnknownFlag' | 'BadPort' | 'BadLocale' | 'BadDatabaseUrl' | 'BadData' | 'BadLogLevel'
  readonly value: string
  /** Language of the message: the one asked for when that could be read. */
  readonly locale: Locale
}

export const DEFAULT_PORT = 4780

export const SERVER_DEFAULTS: ServerConfig = {
  host: '127.0.0.1',
  port: DEFAULT_PORT,
  rendererDir: null,
  passwordCost: PRODUCTION_PASSWORD_COST,
  allowedOrigins: ['app://comptoir'],
  logLevel: 'warn',
  maxFailures: { byAccount: 10, byAddress: 60 },
  maxRequestsPerMinute: 1_200,
  maxBytesPerHour: 4_000_000_000,
  maxNewTasksPerHour: 2_000,
  maxNewDevicesPerDay: 200,
  trustProxy: false,
}

const portSchema = z.coerce.number().int().min(0).max(65_535)
const logLevelSchema = z.enum(['silent', 'error', 'warn', 'info', 'debug'])
const databaseUrlSchema = z.string().regex(/^postgres(ql)?:\/\/\S+$/)

const FLAGS = {
  help: { type: 'boolean', short: 'h' },
  port: { type: 'string' },
  data: { type: 'string' },
  host: { type: 'string' },
  locale: { type: 'string' },
  'database-url': { type: 'string' },
  'no-open': { type: 'boolean' },
} as const

/** The command line first, then the environment, then the defaults. */
export function readConfig(
  args: readonly string[] = process.argv.slice(2),
  env: NodeJS.ProcessEnv = process.env,
): Result<LaunchConfig, BadSetting> {
  const spoken = z.enum(LOCALES).safeParse(args[args.indexOf('--locale') + 1]).data ?? localeOf(env)
  const bad = (type: BadSetting['type'], value = ''): Result<never, BadSetting> =>
    err({ type, value, locale: spoken })
  const values = parseFlags(args)
  if (values === null) return bad('UnknownFlag', suspectFlag(args))
  const port = portSchema.safeParse(values.port ?? env.PORT ?? DEFAULT_PORT)
  if (!port.success) return bad('BadPort', values.port ?? env.PORT)
  const locale = z.enum(LOCALES).safeParse(values.locale ?? localeOf(env))
  if (!locale.success) return bad('BadLocale', values.locale)
  const logLevel = logLevelSchema.safeParse(env.LOG_LEVEL ?? SERVER_DEFAULTS.logLevel)
  if (!logLevel.success) return bad('BadLogLevel', env.LOG_LEVEL)
  const databaseUrl = values['database-url'] ?? env.DATABASE_URL
  if (databaseUrl && !databaseUrlSchema.safeParse(databaseUrl).success) return bad('BadDatabaseUrl')
  const dataDir = values.data ?? env.COMPTOIR_DATA ?? 'data'
  if (dataDir === '') return bad('BadData')
  return ok({
    server: {
      ...SERVER_DEFAULTS,
      port: port.data,
      host: values.host ?? env.HOST_ADDRESS ?? SERVER_DEFAULTS.host,
      logLevel: logLevel.data,
      trustProxy: env.TRUST_PROXY === '1',
    },
    database: databaseUrl ? { databaseUrl } : { dataDir: resolve(dataDir) },
    locale: locale.data,
    open: values['no-open'] !== true,
    help: values.help === true,
  })
}

/** Where programs are found; the only variable of ours that PostgreSQL is given. */
export const programPath = (env: NodeJS.ProcessEnv = process.env): string | undefined => env.PATH

/** Whether a window can be shown: some systems say so by a variable. */
export const hasDisplay = (env: NodeJS.ProcessEnv = process.env): boolean =>
  process.platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY)

function parseFlags(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: FLAGS, allowPositionals: false }).values
  } catch {
    return null // which one it was is for `suspectFlag` to say
  }
}

/** The first word that is no flag of ours, else the last flag, whose value must be missing. */
function suspectFlag(args: readonly string[]): string {
  const isKnown = (arg: string) => Object.hasOwn(FLAGS, arg.replace(/^--?/, '').split('=')[0] ?? '')
  const flags = args.filter((arg) => arg.startsWith('-'))
  return flags.find((flag) => !isKnown(flag)) ?? flags.at(-1) ?? args[0] ?? ''
}

const localeOf = (env: NodeJS.ProcessEnv): Locale =>
  (env.LC_ALL || env.LC_MESSAGES || env.LANG || '').toLowerCase().startsWith('en') ? 'en' : 'fr'
