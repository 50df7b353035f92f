import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Schedule } from './schedule.ts'

const root = resolve(import.meta.dirname, '../..')
const REGRESSIONS = join(root, 'tests/regressions/simulation')
const FOUND = join(root, 'test-results/simulation')

/** A schedule that once failed, as small as it could be made. */
export interface KeptSchedule {
  readonly name: string
  /** What was wrong, in a sentence. */
  readonly why: string
  readonly oracle: string
  readonly schedule: Schedule
}

/** What failed once and must not again: played before anything new. */
export function regressions(): KeptSchedule[] {
  if (!existsSync(REGRESSIONS)) return []
  const files = readdirSync(REGRESSIONS).filter((name) => name.endsWith('.json'))
  return files.sort().map((name) => readKept(join(REGRESSIONS, name)))
}

export const readKept = (file: string): KeptSchedule => JSON.parse(readFileSync(file, 'utf8')) as KeptSchedule // written below

/** Keeps what a campaign found, where it can be played again; it is moved to the regressions once its cause is known. */
export function keepFound(kept: KeptSchedule): string {
  mkdirSync(FOUND, { recursive: true })
  const file = join(FOUND, `${kept.name}.json`)
  writeFileSync(file, `${JSON.stringify(kept, null, 2)}\n`)
  return file
}
