import { hash, verify } from '@node-rs/argon2'

/** Cost of one password check; 64 MiB and 3 passes in production. */
export interface PasswordCost {
  readonly memoryKib: number
  readonly passes: number
  readonly lanes: number
}

export const PRODUCTION_PASSWORD_COST: PasswordCost = { memoryKib: 65_536, passes: 3, lanes: 1 }

export interface Passwords {
  hash(password: string): Promise<string>
  /**
   * True when the password fits; `stored: null` (unknown account) costs the same time and is false. `mayStart` is asked when
   * its turn has come: no work is done, and the answer is false, when it says no.
   */
  verify(stored: string | null, password: string, mayStart: () => boolean): Promise<boolean>
  /** So many wait already that another one would wait for long. */
  isCrowded(): boolean
}

/** Checks that may run at once: each takes its memory and one core. */
const MAX_CONCURRENT = 2
const MAX_WAITING = 100

/** argon2id (the library's default algorithm) with a bound on how many run at once. */
export function createPasswords(cost: PasswordCost): Passwords {
  const inTurn = createGate(MAX_CONCURRENT)
  const options = { memoryCost: cost.memoryKib, timeCost: cost.passes, parallelism: cost.lanes }
  const make = (password: string) => inTurn(() => hash(password.normalize('NFKC'), options))
  let decoy: Promise<string> | undefined
  return {
    hash: make,
    async verify(stored, password, mayStart) {
      decoy ??= make('a password that nobody has')
      const against = stored ?? (await decoy)
      const fits = await inTurn(async () => mayStart() && verify(against, password.normalize('NFKC')))
      return fits && stored !== null
    },
    isCrowded: () => inTurn.waiting() >= MAX_WAITING,
  }
}

function createGate(places: number) {
  let free = places
  const waiting: (() => void)[] = []
  const run = async <T>(work: () => Promise<T>): Promise<T> => {
    if (free > 0) free--
    else await new Promise<void>((resolve) => waiting.push(resolve))
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else free++
    }
  }
  return Object.assign(run, { waiting: () => waiting.length })
}
