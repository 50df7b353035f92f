import { openSegmentStore } from '../packed-history/segment-store.ts'
import { createIndexedDbSource } from './indexeddb-source.ts'
import { serveProjections } from './serve-projections.ts'
import { openSnapshotStore } from './snapshot-store.ts'
import type { FromWorker, MessageEnd, ToWorker } from './worker-messages.ts'

// The project's types are the window's; in a worker `self` is the other end of the message port.
const mainThread = self as unknown as MessageEnd<FromWorker, ToWorker>

serveProjections(mainThread, {
  source: createIndexedDbSource,
  snapshots: openSnapshotStore,
  segments: openSegmentStore,
})
