import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { err, ok, type Result } from '@shared/kernel/result.ts'
import { readConfig } from '../config.ts'
import type { DatabaseChoice } from '../database/start-database.ts'

export interface ImportArguments {
  readonly help: boolean
  readonly file: string
  /** Null: nothing to compare with. */
  readonly controlTotals: string | null
  readonly database: DatabaseChoice
}

export const USAGE = `Usage: npm run import:online-retail -- FILE [options]

  FILE                     online-retail.csv or online-retail.csv.gz (UCI Online Retail)
  --control-totals FILE    figures to compare the reports with; found by itself when it lies beside FILE
                           as online-retail.control-totals.json
  --data DIR               data folder of the embedded PostgreSQL (default: ./data)
  --database-url URL       a PostgreSQL of your own instead (default: DATABASE_URL)
  --help                   this text

The sales go into a shop of their own, "Online Retail" in GBP. Sign in there as
  admin@online-retail.comptoir.test   password: comptoir-demo
A second run changes nothing, and a run that was cut goes on where it stopped.
The command ends with 1 when a figure differs from the control totals.`

const FLAGS = {
  help: { type: 'boolean', short: 'h' },
  'control-totals': { type: 'string' },
  data: { type: 'string' },
  'database-url': { type: 'string' },
} as const

export function readImportArguments(args: readonly string[]): Result<ImportArguments, string> {
  const parsed = parse(args)
  if (!parsed.ok) return parsed
  const { values, positionals } = parsed.value
  const database = databaseOf(values)
  if (!database.ok) return database
  const [file] = positionals
  const help = values.help === true
  if (help) return ok({ help, file: '', controlTotals: null, database: database.value })
  if (file === undefined) return err('Name the file to import.')
  if (!existsSync(file)) return err(`There is no file ${file}.`)
  const controlTotals = values['control-totals'] ?? besides(file)
  if (controlTotals !== null && !existsSync(controlTotals)) return err(`There is no file ${controlTotals}.`)
  return ok({ help, file: resolve(file), controlTotals, database: database.value })
}

function parse(args: readonly string[]) {
  try {
    return ok(parseArgs({ args: [...args], options: FLAGS, allowPositionals: true }))
  } catch (error) {
    return err(error instanceof Error ? error.message : String(error))
  }
}

/** The same choice as `npm start` makes, by the same code. */
function databaseOf(values: {
  data?: string | undefined
  'database-url'?: string | undefined
}): Result<DatabaseChoice, string> {
  const flags = [
    ...(values.data === undefined ? [] : ['--data', values.data]),
    ...(values['database-url'] === undefined ? [] : ['--database-url', values['database-url']]),
  ]
  const config = readConfig(flags)
  return config.ok
    ? ok(config.value.database)
    : err(`${config.error.value} cannot be used as the database or its folder.`)
}

function besides(file: string): string | null {
  const beside = join(dirname(file), 'online-retail.control-totals.json')
  return existsSync(beside) ? beside : null
}
