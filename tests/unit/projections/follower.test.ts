import type { DocumentSource, ReadCheckpoint, StoredDocument } from '@renderer/projections/document-source.ts'
import { createFollower, RESTART_OVERLAP_MS } from '@renderer/projections/follower.ts'
import { describe, expect, test } from 'vitest'

const BULK_AT = 1_000_000

const written = (id: string, lwt: number): StoredDocument => ({
  id,
  lwt,
  deleted: false,
  pending: false,
  content: {},
})

/** A store in memory, read as the real one: by time of write, then by id. */
function createShelf(...documents: StoredDocument[]) {
  const isBehind = (document: StoredDocument, at: ReadCheckpoint | null) =>
    at === null || document.lwt > at.lwt || (document.lwt === at.lwt && document.id > at.id)
  const source: DocumentSource = {
    async readSince(_collection, checkpoint, limit) {
      const sorted = [...documents].sort((a, b) => a.lwt - b.lwt || (a.id < b.id ? -1 : 1))
      return sorted.filter((document) => isBehind(document, checkpoint)).slice(0, limit)
    },
    readByIds: async () => [],
    count: async () => documents.length,
    close: () => undefined,
  }
  return { source, put: (document: StoredDocument) => documents.push(document) }
}

function follow(source: DocumentSource, checkpoint: ReadCheckpoint | null = null) {
  const seen: string[] = []
  let now = 0
  const follower = createFollower({
    source,
    collection: 'products',
    checkpoint,
    onDocuments: (found) => seen.push(...found.map(({ id }) => id)),
    monotonicMs: () => now,
  })
  return {
    follower,
    seen,
    wait: (ms: number) => {
      now += ms
    },
  }
}

describe('where the next start goes on reading', () => {
  const bulk = [written('a', BULK_AT), written('b', BULK_AT + 1), written('c', BULK_AT + 2)]

  test('right after a load the last minutes are read again: a write of then may still land', async () => {
    const shelf = createShelf(...bulk)
    const first = follow(shelf.source)
    await first.follower.pull()
    expect(first.follower.restartFrom).toEqual({ lwt: BULK_AT + 2 - RESTART_OVERLAP_MS, id: '' })
    shelf.put(written('late', BULK_AT - 5))
    const second = follow(shelf.source, first.follower.restartFrom)
    await second.follower.pull()
    expect(second.seen).toEqual(['late', 'a', 'b', 'c'])
  })

  test('once it has been quiet for long and looked at again, a start reads nothing twice', async () => {
    const shelf = createShelf(...bulk)
    const first = follow(shelf.source)
    await first.follower.pull()
    first.wait(RESTART_OVERLAP_MS)
    await first.follower.settle()
    expect(first.follower.restartFrom).toEqual({ lwt: BULK_AT + 2, id: 'c' })
    shelf.put(written('new', BULK_AT + 50))
    const second = follow(shelf.source, first.follower.restartFrom)
    await second.follower.pull()
    expect(second.seen).toEqual(['new'])
  })

  test('the second look finds what landed late, further back than a sweep looks', async () => {
    const shelf = createShelf(...bulk)
    const { follower, seen, wait } = follow(shelf.source)
    await follower.pull()
    shelf.put(written('late', BULK_AT - RESTART_OVERLAP_MS + 10))
    await follower.sweep()
    expect(seen).not.toContain('late')
    wait(RESTART_OVERLAP_MS)
    await follower.settle()
    expect(seen).toContain('late')
  })

  test('while writes keep coming nothing is taken for settled', async () => {
    const shelf = createShelf(...bulk)
    const { follower, wait } = follow(shelf.source)
    await follower.pull()
    wait(RESTART_OVERLAP_MS - 1)
    await follower.settle()
    expect(follower.restartFrom).toEqual({ lwt: BULK_AT + 2 - RESTART_OVERLAP_MS, id: '' })
  })

  test('what was settled stays so when a little more is written', async () => {
    const shelf = createShelf(...bulk)
    const { follower, wait } = follow(shelf.source)
    await follower.pull()
    wait(RESTART_OVERLAP_MS)
    await follower.settle()
    shelf.put(written('d', BULK_AT + 1_000))
    await follower.pull()
    expect(follower.restartFrom).toEqual({ lwt: BULK_AT + 2, id: 'c' })
  })
})
