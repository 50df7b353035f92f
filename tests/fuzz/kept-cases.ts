import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { FuzzCase } from './generate.ts'

const FOLDER = resolve(import.meta.dirname, '../regressions/fuzz')

/** Cases that once went wrong, each with what it was. */
export function readKeptCases(): FuzzCase[] {
  mkdirSync(FOLDER, { recursive: true })
  const files = readdirSync(FOLDER).filter((name) => name.endsWith('.json'))
  return files.toSorted().map((name) => JSON.parse(readFileSync(join(FOLDER, name), 'utf8')).sent)
}

/** Keeps a case; answers where. */
export function keepCase(sent: FuzzCase, problem: string, seed: number, index: number): string {
  mkdirSync(FOLDER, { recursive: true })
  const path = join(FOLDER, `seed-${seed}-${index}.json`)
  writeFileSync(path, `${JSON.stringify({ problem, seed, sent }, null, 2)}\n`)
  return path
}
