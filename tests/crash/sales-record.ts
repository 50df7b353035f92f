import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

export type TillName = 'browser' | 'desktop'

/** One attempt to sell, as the person at the till saw it. */
export interface Attempt {
  readonly till: TillName
  readonly basket: readonly number[]
  /** `asked`: cut short, so it may be there, whole, or not at all. Once all is sent it is found out, and stays so. */
  readonly state: 'asked' | 'acknowledged' | 'found' | 'never'
  /** The receipt's number, once "Sold" stood on the screen or the sale was found. */
  readonly number: string | null
}

/** What the harness saw with its own eyes, kept apart from the product and only ever added to. */
export interface SalesRecord {
  begin(till: TillName, basket: readonly number[]): number
  acknowledge(attempt: number, number: string): void
  /** An attempt that was cut short turned out to be there under this number, or, with null, never to have been. */
  settle(attempt: Attempt, number: string | null): void
  /** Something that was done or went wrong: for whoever reads the file later. */
  note(what: string): void
  readonly attempts: readonly Attempt[]
}

export function openRecord(file: string): SalesRecord {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, '')
  const attempts: Attempt[] = []
  const append = (line: object): void => appendFileSync(file, `${JSON.stringify(line)}\n`)
  const enter = (at: number, state: Attempt['state'], number: string | null): void => {
    const attempt = attempts[at]
    if (attempt === undefined) throw new Error(`There was no attempt ${at}`)
    attempts[at] = { ...attempt, state, number }
    append({ attempt: at, ...attempts[at] })
  }
  return {
    attempts,
    begin(till, basket) {
      attempts.push({ till, basket, state: 'asked', number: null })
      enter(attempts.length - 1, 'asked', null)
      return attempts.length - 1
    },
    acknowledge: (attempt, number) => enter(attempt, 'acknowledged', number),
    settle: (attempt, number) =>
      enter(attempts.indexOf(attempt), number === null ? 'never' : 'found', number),
    note: (what) => append({ note: what }),
  }
}

/** Attempts that stand under a number: they were acknowledged, or found once and may not vanish. */
export const sold = (attempts: readonly Attempt[]): Attempt[] =>
  attempts.filter(({ state }) => state === 'acknowledged' || state === 'found')
