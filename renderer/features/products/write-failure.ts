import { StoreWriteError } from '@renderer/db/storage-failure.ts'

/** Null when the write is durable, else why it is not. A bug goes on being thrown. */
export async function writeFailure(writing: Promise<void>): Promise<{ readonly type: string } | null> {
  try {
    await writing
    return null
  } catch (thrown) {
    if (thrown instanceof StoreWriteError) return thrown.failure
    throw thrown
  }
}
