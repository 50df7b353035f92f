import type { Id } from '@shared/kernel/id.ts'
import type { Result } from '@shared/kernel/result.ts'
import type { Order, Receipt } from '@shared/schemas/orders.schema.ts'
import type { CollectionName, DocumentOf } from '@shared/schemas/registry.ts'
import type { Observable } from 'rxjs'
import type { LocalDocument } from './documents.ts'
import type { StorageFailure } from './storage-failure.ts'

export type { LocalDocument } from './documents.ts'
export type { StorageFailure } from './storage-failure.ts'

/**
 * What to look for. Lists are always bounded. Sorting is ascending only and should follow an index of the collection
 * (`placedInv`, `atInv`, `nameKey`, `state`+`createdAt` …): anything else reads the whole collection.
 */
export interface StoreQuery<Name extends CollectionName> {
  /** Mango selector: `{status: 'held'}`, `{placedInv: {$gt: 5}}`. */
  readonly selector?: Selector<LocalDocument<Name>>
  readonly sort?: readonly (keyof LocalDocument<Name> & string)[]
  /** At most 5,000; 200 when left out. */
  readonly limit?: number
  readonly skip?: number
  /** The index to use, by its fields; needed when several would do. */
  readonly index?: readonly (keyof LocalDocument<Name> & string)[]
}

/** A place in the order in which this device has written: ms of the clock that never goes back, and an id. */
export interface WritePlace {
  readonly lwt: number
  readonly id: string
}

/** Where a device's writes begin. */
export const FIRST_WRITE: WritePlace = { lwt: 0, id: '' }

export interface WrittenPage<Name extends CollectionName> {
  readonly documents: LocalDocument<Name>[]
  /** Where to go on; the place that was asked for when nothing is behind it. */
  readonly place: WritePlace
  readonly isLast: boolean
}

type Operators<Value> = {
  readonly $eq?: Value
  readonly $ne?: Value
  readonly $gt?: Value
  readonly $gte?: Value
  readonly $lt?: Value
  readonly $lte?: Value
  readonly $in?: readonly Value[]
}
type Selector<Document> = {
  readonly [Field in keyof Document]?: Document[Field] | Operators<Document[Field]>
}

/**
 * The shop's documents on this device. A write answers when it cannot be lost any more: flushed IndexedDB, and in the
 * desktop app also the journal. What is written is `pending` until the server has acknowledged it.
 */
export interface Store {
  /** Names of collections in which something changed, by whoever. */
  readonly changed$: Observable<CollectionName>
  /** Documents the server has not acknowledged. */
  readonly pending$: Observable<number>
  /**
   * Gives the next receipt number to `build` and keeps the order it makes, as one act: sales come one after the other,
   * a failed build or a failed write gives the number back (RECEIPT-1).
   */
  insertSale<E>(build: (receipt: Receipt) => Result<Order, E>): Promise<Result<Order, E | StorageFailure>>
  /** Rejects with `StoreWriteError` when the device could not keep it. */
  insert<Name extends CollectionName>(name: Name, document: DocumentOf<Name>): Promise<void>
  /** Many at once, for imports: all that could be kept are kept, each by itself; the answer says how many. */
  insertMany<Name extends CollectionName>(
    name: Name,
    documents: readonly DocumentOf<Name>[],
  ): Promise<Result<number, StorageFailure>>
  /**
   * `change` is pure and gets the newest state; the edit is stamped (author, time, new editId) by the store. When
   * `change` returns the very document it was given, nothing is written.
   */
  edit<Name extends CollectionName, E>(
    name: Name,
    id: Id,
    change: (current: DocumentOf<Name>) => Result<DocumentOf<Name>, E>,
  ): Promise<Result<DocumentOf<Name>, E | { readonly type: 'NotFound' } | StorageFailure>>
  get<Name extends CollectionName>(name: Name, id: Id): Promise<LocalDocument<Name> | null>
  findMany<Name extends CollectionName>(name: Name, query: StoreQuery<Name>): Promise<LocalDocument<Name>[]>
  /**
   * What was written on this device behind a place in its own order of writes, by a person or by the synchronisation; a place of
   * time alone is before everything written from then on. Of a document that was written twice only the newest state.
   */
  findWrittenSince<Name extends CollectionName>(
    name: Name,
    place: WritePlace,
    limit: number,
  ): Promise<WrittenPage<Name>>
  watch<Name extends CollectionName>(name: Name, query: StoreQuery<Name>): Observable<LocalDocument<Name>[]>
  watchOne<Name extends CollectionName>(name: Name, id: Id): Observable<LocalDocument<Name> | null>
  /** The number the next sale will get, to show it; not reserved. */
  peekReceipt(): Promise<Receipt | null>
}
