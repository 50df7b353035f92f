import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type BackRoom, openBackRoom } from '../../crash/back-room.ts'

const folder = mkdtempSync(join(tmpdir(), 'comptoir-revival-'))
let backRoom: BackRoom

beforeAll(async () => {
  backRoom = await openBackRoom(join(folder, 'data'), folder)
  await backRoom.start()
})
afterAll(async () => {
  await backRoom.stop()
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
})

const isHealthy = async (): Promise<boolean> => (await fetch(`${backRoom.url}/health`)).ok

it('a PostgreSQL that dies is started again by the server that uses it, whichever server had started it', async () => {
  await backRoom.killDatabase()
  await backRoom.recover()
  expect(await isHealthy()).toBe(true)

  // The next server finds the cluster running, left over by one that was killed; nobody else looks after it any more.
  await backRoom.killServer()
  await backRoom.start()
  await backRoom.killDatabase()
  await backRoom.recover()
  expect(await isHealthy()).toBe(true)
})
