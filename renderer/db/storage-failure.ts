/** The device could not keep what was to be written. Nothing was changed. */
export type StorageFailure =
  | { readonly type: 'DiskFull' }
  | { readonly type: 'StorageFailed'; readonly detail: string }
  /** Receipt numbers of this device are not known yet: its first synchronisation has not finished. */
  | { readonly type: 'ReceiptsNotReady' }

/** `Store.insert` answers nothing, so a failed write rejects with this. */
export class StoreWriteError extends Error {
  readonly failure: StorageFailure

  constructor(failure: StorageFailure) {
    super(failure.type)
    this.name = 'StoreWriteError'
    this.failure = failure
  }
}

const DISK_FULL = /quota|disk is full|no space|file_error_no_space/i

/** Names what went wrong from what storage and RxDB throw, which differ by thread and version. */
export function toStorageFailure(thrown: unknown): StorageFailure {
  if (thrown instanceof StoreWriteError) return thrown.failure
  const detail = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : JSON.stringify(thrown)
  return DISK_FULL.test(detail ?? '')
    ? { type: 'DiskFull' }
    : { type: 'StorageFailed', detail: String(detail).slice(0, 1_000) }
}
