import { createSealer } from '@renderer/sync/carry-seal.ts'
import { type CarryHeader, type CarryPart, readCarryFile } from '@shared/protocol/carry.ts'
import { describe, expect, test } from 'vitest'
import { openPart } from '../../../sync-server/replication/open-part.ts'
import { idOf } from '../shared/builders.ts'

const KEY = Buffer.from('0123456789abcdef0123456789abcdef').toString('base64url')
const OTHER_KEY = Buffer.from('0123456789abcdef0123456789abcdeF').toString('base64url')

const header: CarryHeader = {
  fileId: idOf('file'),
  shopId: idOf('shop'),
  deviceId: idOf('device'),
  accountId: idOf('account'),
  protocol: 2,
  epoch: 1,
  madeAt: 5,
  since: 4,
  authors: [idOf('staff')],
  changes: 1,
  byCollection: { orders: 1 },
  parts: 1,
}
const part: CarryPart = {
  collection: 'orders',
  schemaVersion: 0,
  rows: [{ assumed: null, next: { id: idOf('order'), note: 'Café à Ndoumbélane, 2 × 500 F' } }],
}

describe('CARRY-1 the seal', () => {
  test('opens what was sealed, with the same key, header and place only', async () => {
    const sealed = await (await createSealer(KEY))(part, header, 0)
    expect(openPart(sealed, header, 0, KEY)).toEqual(part)
    expect(openPart(sealed, header, 1, KEY)).toBeNull()
    expect(openPart(sealed, header, 0, OTHER_KEY)).toBeNull()
    for (const field of Object.keys(header) as (keyof CarryHeader)[]) {
      const value = header[field]
      const other = typeof value === 'number' ? value + 1 : typeof value === 'string' ? idOf('other') : []
      expect(openPart(sealed, { ...header, [field]: other }, 0, KEY), field).toBeNull()
    }
  })

  test('does not open after any single character was changed, or anything cut off', async () => {
    const { iv, data } = await (await createSealer(KEY))(part, header, 0)
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
    const spoilt = (text: string, at: number) => {
      const place = alphabet.indexOf(text[at] ?? '')
      // Half the alphabet away, so that a bit which counts is turned also in the last character.
      return text.slice(0, at) + alphabet[(place + 32) % 64] + text.slice(at + 1)
    }
    const letters = data.replace(/=+$/, '').length
    for (let at = 0; at < letters; at++)
      expect(openPart({ iv, data: spoilt(data, at) }, header, 0, KEY), `character ${at}`).toBeNull()
    for (let at = 0; at < iv.length; at++)
      expect(openPart({ iv: spoilt(iv, at), data }, header, 0, KEY), `nonce ${at}`).toBeNull()
    for (let length = 0; length < data.length; length += 4)
      expect(openPart({ iv, data: data.slice(0, length) }, header, 0, KEY)).toBeNull()
  })

  test('hides what is inside, and two seals of the same are not alike', async () => {
    const seal = await createSealer(KEY)
    const [one, other] = [await seal(part, header, 0), await seal(part, header, 0)]
    expect(Buffer.from(one.data, 'base64').toString('utf8')).not.toContain('Café')
    expect(one).not.toEqual(other)
  })

  test('a part of megabytes is sealed and opened', async () => {
    const large = { ...part, rows: [{ assumed: null, next: { text: 'é'.repeat(600_000) } }] }
    const sealed = await (await createSealer(KEY))(large, header, 0)
    expect(openPart(sealed, header, 0, KEY)).toEqual(large)
  })
})

describe('CARRY-3 reading a file', () => {
  const fileText = async (change: object = {}) => {
    const sealed = await (await createSealer(KEY))(part, header, 0)
    return JSON.stringify({ format: 'comptoir-carry', version: 1, header, parts: [sealed], ...change })
  }

  test('tells a whole file from a torn one, a newer one, and what is none', async () => {
    const text = await fileText()
    expect(readCarryFile(text)).toMatchObject({ ok: true, value: { header } })
    expect(readCarryFile(text.slice(0, -1))).toEqual({ ok: false, error: 'torn' })
    expect(readCarryFile(await fileText({ parts: [] }))).toEqual({ ok: false, error: 'torn' })
    expect(readCarryFile(await fileText({ header: { ...header, parts: 2 } }))).toEqual({
      ok: false,
      error: 'torn',
    })
    expect(readCarryFile(await fileText({ version: 2, shape: 'unknown' }))).toEqual({
      ok: false,
      error: 'newer-program',
    })
    for (const none of [
      '',
      '{}',
      '[]',
      'null',
      'sku;name',
      '{"format":"other"}',
      await fileText({ format: 7 }),
    ])
      expect(readCarryFile(none), none.slice(0, 30)).toEqual({ ok: false, error: 'not-a-carry-file' })
  })

  test('a file cut off anywhere is never taken for a whole one', async () => {
    const text = await fileText()
    for (let length = 0; length < text.length; length++)
      expect(readCarryFile(text.slice(0, length)).ok, `${length} characters`).toBe(false)
  })
})
