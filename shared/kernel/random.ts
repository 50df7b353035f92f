/** Where randomness comes from; cryptographic in the product, seeded in tests. */
export interface RandomSource {
  /** Fills and returns an array of `length` bytes. */
  bytes(length: number): Uint8Array
}

export interface RandomDep {
  readonly random: RandomSource
}
