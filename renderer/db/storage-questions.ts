/** What the main thread may ask the storage besides RxDB's own calls. Answered where the data are (storage-host.ts). */
export interface StorageQuestions {
  /** Latest write time found in the named collections; 0 when they are empty (R11). */
  'highest-write-time': { ask: { collections: readonly string[] }; answer: number }
  /** The digest of a collection in 64 buckets (R9), and how many live documents are in it. */
  digest: {
    ask: { collection: string }
    answer: { readonly buckets: readonly number[]; readonly count: number }
  }
  /** Id, editId, rev and pending of every live document in the named buckets. */
  'digest-rows': { ask: { collection: string; buckets: readonly number[] }; answer: readonly DigestRow[] }
}

export type DigestRow = readonly [id: string, editId: string, rev: number, pending: number]
export type QuestionName = keyof StorageQuestions

export interface StorageQuestion<Name extends QuestionName = QuestionName> {
  readonly name: Name
  readonly databaseName: string
  readonly ask: StorageQuestions[Name]['ask']
}
