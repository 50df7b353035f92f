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
  /** True when the password fits; `stored: null` (unknown account) costs the same time and is false. */
  verify(stored: string | null, password: string): Promise<boolean>
}

/** Checks that may run at once: each takes its memory and one core. */
const MAX_CONCURRENT = 2

/** argon2id (the library's default algorithm) with a bound on how many run at once. */
export function createPasswords(cost: PasswordCost): Passwords {
  const inTurn = createGate(MAX_CONCURRENT)
  const options = { memoryCost: cost.memoryKib, timeCost: cost.passes, parallelism: cost.lanes }
  const make = (password: string) => inTurn(() => hash(password.normalize('NFKC'), options))
  let decoy: Promise<string> | undefined
  return {
    hash: make,
    async verify(stored, password) {
      decoy ??= make('a password that nobody has')
      const against = stored ?? (await decoy)
      const fits = await inTurn(() => verify(against, password.normalize('NFKC')))
      return fits && stored !== null
    },
  }
}

function createGate(places: number) {
  let free = places
  const waiting: (() => void)[] = []
  return async <T>(work: () => Promise<T>): Promise<T> => {
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
}
