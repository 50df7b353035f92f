import type { RandomSource } from '@shared/kernel/random.ts'

export const browserRandom: RandomSource = {
  bytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
}
