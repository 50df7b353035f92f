import { type AddressInfo, connect, createServer, type Server } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { signIn } from '../../../sync-server/online-retail/device.ts'
import { startTestServer, TEST_PASSWORD, type TestServer } from '../../support/test-server.ts'

let server: TestServer
let line: Server
/** Connections that are still to be cut as soon as something is sent on them. */
let toCut = 0

beforeAll(async () => {
  server = await startTestServer()
  line = createServer((near) => {
    const far = connect(Number(new URL(server.url).port), new URL(server.url).hostname)
    near.on('error', () => far.destroy())
    far.on('error', () => near.destroy())
    near.on('close', () => far.destroy())
    far.pipe(near)
    near.on('data', (bytes) => {
      if (toCut > 0) {
        toCut--
        near.destroy()
      } else far.write(bytes)
    })
  })
  await new Promise<void>((resolve) => line.listen(0, '127.0.0.1', resolve))
})
afterAll(async () => {
  line.close()
  await server.close()
})

test('the importer asks again when the connection was closed while it read its file', async () => {
  const url = `http://127.0.0.1:${(line.address() as AddressInfo).port}`
  const device = await signIn(url, {
    email: server.shop.emailOf('manager'),
    password: TEST_PASSWORD,
    device: { id: server.ids.next(), name: 'Import' },
  })
  toCut = 1
  const known = await device.known('staff')
  expect(toCut).toBe(0)
  expect(known.size).toBeGreaterThan(0)
})
