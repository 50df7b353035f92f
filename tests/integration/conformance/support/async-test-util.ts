/* What RxDB's test tools take from the package `async-test-util`, which RxDB does not bring along. */

export const wait = (ms = 0): Promise<void> => new Promise((done) => setTimeout(done, ms))

const LETTERS = 'abcdefghijklmnopqrstuvwxyz'
let drawn = 0

/** Different at every call, the same in every run. */
export const randomString = (length = 5): string =>
  Array.from({ length }, (_, i) => LETTERS[(drawn++ * 7 + i) % LETTERS.length]).join('')
