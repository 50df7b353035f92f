import type { Patch } from './bundles.ts'
import { CLIENT_BUGS } from './client-bugs.ts'
import type { FaultFamily } from './faults.ts'
import { SERVER_BUGS } from './server-bugs.ts'

/** A mistake put into the product while it is bundled, or into the test database: the simulation must find it. */
export interface Bug {
  readonly name: string
  /** In one line, for the table. */
  readonly what: string
  readonly patches: readonly Patch[]
  /** Statements that break the test database on purpose. */
  readonly sql?: readonly string[]
  /** The operator forgets that a restored database is another incarnation. */
  readonly forgetsEpoch?: boolean
  /** Faults without which it rarely shows; all when left out. */
  readonly families?: readonly FaultFamily[]
}

export const NO_BUG: Bug = { name: 'none', what: '', patches: [] }

export const BUGS: readonly Bug[] = [...CLIENT_BUGS, ...SERVER_BUGS]

export function bugNamed(name: string): Bug {
  const bug = BUGS.find((each) => each.name === name)
  if (bug === undefined)
    throw new Error(`There is no bug "${name}". Bugs: ${BUGS.map((each) => each.name).join(', ')}`)
  return bug
}
