import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { appendFile, readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { JournalEntry } from '@shared/ipc/contract.ts'
import { type Id, isId } from '@shared/kernel/id.ts'
import { assert, describe, expect, test } from 'vitest'
import { nodeDisk } from '../../../electron/main/services/disk.ts'
import { createJournal } from '../../../electron/main/services/journal.ts'
import { encodeFrame, readFrames } from '../../../electron/main/services/journal-frames.ts'
import { CrashDisk } from '../../support/crash-disk.ts'

const DIRECTORY = '/profile/journal'

const idOf = (text: string): Id => {
  assert(isId(text))
  return text
}
const SHOP = idOf('01JD0000000000000000000000')
const OTHER_SHOP = idOf('01JD0000000000000000000001')
const PATH = `${DIRECTORY}/${SHOP}.journal`

const entry = (id: string, documentId = `order-${id}`, body = `{"id":"${id}"}`): JournalEntry => ({
  id,
  collection: 'orders',
  documentId,
  body,
})

const journalOn = (disk: CrashDisk) => createJournal({ disk, directory: DIRECTORY })

const readIds = async (journal: ReturnType<typeof createJournal>, shop = SHOP): Promise<string[]> => {
  const read = await journal.read(shop)
  assert(read.ok)
  return read.value.entries.map(({ id }) => id)
}

describe('the journal', () => {
  test('keeps what was appended, oldest first, for each shop by itself, until it is acknowledged', async () => {
    const disk = new CrashDisk()
    const journal = journalOn(disk)
    expect(await journal.append(SHOP, [entry('a'), entry('b')])).toEqual({ ok: true, value: undefined })
    await journal.append(OTHER_SHOP, [entry('x')])
    await journal.append(SHOP, [entry('c')])
    await journal.acknowledge(SHOP, ['b', 'never heard of'])
    await journal.close()

    const again = journalOn(disk)
    expect(await readIds(again)).toEqual(['a', 'c'])
    expect(await readIds(again, OTHER_SHOP)).toEqual(['x'])
  })

  test('an entry appended twice is there once', async () => {
    const journal = journalOn(new CrashDisk())
    await journal.append(SHOP, [entry('a')])
    await journal.append(SHOP, [entry('a')])
    expect(await readIds(journal)).toEqual(['a'])
  })

  test('JOURNAL-4 acknowledging an edit drops the older edits of its document and no newer one', async () => {
    const journal = journalOn(new CrashDisk())
    await journal.append(SHOP, [
      entry('1', 'order'),
      entry('2', 'order'),
      entry('other', 'order 2'),
      entry('3', 'order'),
    ])
    await journal.acknowledge(SHOP, ['2'])
    expect(await readIds(journal)).toEqual(['other', '3'])
  })

  test('JOURNAL-1 writes that wait together share one flush', async () => {
    const disk = new CrashDisk()
    const journal = journalOn(disk)
    await journal.append(SHOP, [entry('first')])
    const before = disk.flushes
    await Promise.all(Array.from({ length: 100 }, (_, index) => journal.append(SHOP, [entry(`e${index}`)])))
    // One for the write that was alone when it started, one for all that queued behind it.
    expect(disk.flushes - before).toBe(2)
    expect(await readIds(journal)).toHaveLength(101)
  })

  test('the file shrinks again when its entries have been acknowledged', async () => {
    const disk = new CrashDisk()
    const journal = journalOn(disk)
    const body = JSON.stringify('x'.repeat(100_000))
    for (let index = 0; index < 8; index++)
      await journal.append(SHOP, [entry(`e${index}`, `order-${index}`, body)])
    expect(disk.bytesOf(PATH).byteLength).toBeGreaterThan(800_000)
    await journal.acknowledge(
      SHOP,
      Array.from({ length: 8 }, (_, index) => `e${index}`),
    )
    expect(disk.bytesOf(PATH).byteLength).toBe(0)
  })

  test('a full disk is named, the entry does not come back, and the next append heals the file', async () => {
    const disk = new CrashDisk()
    const journal = journalOn(disk)
    await journal.append(SHOP, [entry('before')])
    disk.failAt(disk.steps, 'ENOSPC')
    expect(await journal.append(SHOP, [entry('refused')])).toEqual({ ok: false, error: { type: 'DiskFull' } })
    expect(await journal.flush()).toBe(false)
    expect(await readIds(journalOn(disk.afterPowerCut('all kept')))).toEqual(['before'])

    expect(await journal.append(SHOP, [entry('after')])).toMatchObject({ ok: true })
    expect(await journal.flush()).toBe(true)
    expect(await readIds(journalOn(disk.afterPowerCut('all lost')))).toEqual(['before', 'after'])
  })

  test.each([
    ['EACCES', { type: 'PermissionDenied' }],
    ['EIO', { type: 'WriteFailed', code: 'EIO' }],
  ])('the system error %s on a flush is answered as %o and trusted no further', async (code, error) => {
    const disk = new CrashDisk()
    const journal = journalOn(disk)
    await journal.append(SHOP, [entry('before')])
    disk.failAt(disk.steps + 1, code)
    expect(await journal.append(SHOP, [entry('refused')])).toEqual({ ok: false, error })
    await journal.append(SHOP, [entry('after')])
    expect(await readIds(journalOn(disk.afterPowerCut('all lost')))).toEqual(['before', 'after'])
  })
})

describe('a damaged journal', () => {
  const frames = [entry('a'), entry('b'), entry('c')].map((put) => encodeFrame({ put }))
  const file = Buffer.concat(frames)

  test('JOURNAL-2 cut at any byte, it still gives every whole frame before the cut', async () => {
    const ends = frames.map((_, index) => Buffer.concat(frames.slice(0, index + 1)).byteLength)
    for (let length = 0; length <= file.byteLength; length++) {
      const disk = new CrashDisk()
      disk.plant(PATH, file.subarray(0, length))
      const journal = journalOn(disk)
      const whole = ['a', 'b', 'c'].slice(0, ends.filter((end) => end <= length).length)
      expect(await readIds(journal), `cut at ${length}`).toEqual(whole)
      await journal.append(SHOP, [entry('next')])
      expect(await readIds(journalOn(disk)), `after an append, cut at ${length}`).toEqual([...whole, 'next'])
    }
  })

  test('a flipped bit anywhere costs at most the frame it is in, never invents one, and is reported', async () => {
    for (let at = 0; at < file.byteLength; at++) {
      const bytes = Uint8Array.from(file)
      bytes[at] = (bytes[at] ?? 0) ^ 0x10
      const { records, tornBytes, damagedBytes } = readFrames(bytes)
      const ids = records.flatMap((record) => ('put' in record ? [record.put] : []))
      expect(ids.length, `bit in byte ${at}`).toBe(2)
      for (const read of ids) expect([entry('a'), entry('b'), entry('c')]).toContainEqual(read)
      expect(tornBytes + damagedBytes, `bit in byte ${at}`).toBeGreaterThan(0)
    }
  })

  test('damage in the middle is kept aside and counted, and the rest is used', async () => {
    const disk = new CrashDisk()
    const damaged = Uint8Array.from(file)
    damaged[(frames[0]?.byteLength ?? 0) + 20] = 0
    disk.plant(PATH, damaged)
    const read = await journalOn(disk).read(SHOP)
    assert(read.ok)
    expect(read.value.entries.map(({ id }) => id)).toEqual(['a', 'c'])
    expect(read.value.damagedBytes).toBe(frames[1]?.byteLength)
    const aside = (await disk.list(DIRECTORY)).find((path) => path.includes('.damaged-'))
    expect(Buffer.from(disk.bytesOf(aside ?? ''))).toEqual(Buffer.from(damaged))
  })
})

describe('the journal on a real disk', () => {
  test('JOURNAL-1 a process killed while it appends loses nothing it called durable', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'comptoir-journal-'))
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', join(import.meta.dirname, '../../support/journal-writer.ts'), directory, SHOP],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    )
    const durable = await killAfter(child, 200)
    const journal = createJournal({ disk: nodeDisk, directory })
    const found = new Set(await readIds(journal))
    expect(durable.filter((id) => !found.has(id))).toEqual([])
    expect(durable.length).toBeGreaterThanOrEqual(200)

    await appendFile(join(directory, `${SHOP}.journal`), Buffer.from([1, 2, 3]))
    expect(await readIds(createJournal({ disk: nodeDisk, directory }))).toEqual([...found])
    expect((await readdir(directory)).filter((name) => name.endsWith('.part'))).toEqual([])
  })
})

/** Kills the writer after so many lines and gives every line it had written by then. */
async function killAfter(child: ChildProcess, lines: number): Promise<string[]> {
  let text = ''
  child.stdout?.on('data', (chunk) => {
    text += chunk
    if (text.split('\n').length > lines) child.kill('SIGKILL')
  })
  await new Promise((resolve) => child.once('close', resolve))
  return text.split('\n').slice(0, -1)
}
