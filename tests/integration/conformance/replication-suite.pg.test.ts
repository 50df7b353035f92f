import { pathToFileURL } from 'node:url'
import { afterAll, describe, it } from 'vitest'
import { createServer } from '../../../sync-server/server.ts'
import { startTestServer, type TestShop } from '../../support/test-server.ts'
import { bundleSuite } from './support/bundle-suite.ts'
import type { declareSuite as Declare } from './support/suite-entry.ts'

/*
 * RxDB's own suite for replication plugins, as it comes with RxDB, over our push and pull handlers, the real server and the
 * real PostgreSQL. What the adapter does beyond passing on:
 * - the suite's documents travel inside customers, because the server takes documents of our schemas only;
 * - a deleted document is an archived one, because nothing of a business is deleted (R13);
 * - conflicts are answered by our server but settled by RxDB's default handler, which the suite expects; ours, which merges
 *   by field, is held by the merge tests;
 * - attachments do not exist in our protocol, so the suite's optional part about them is not switched on.
 */

const server = await startTestServer()
const second = await createServer({ port: 0, logLevel: 'silent' }, { database: server.database })
const { declareSuite }: { declareSuite: typeof Declare } = await import(
  pathToFileURL(await bundleSuite()).href
)

afterAll(async () => {
  await second.close()
  await server.close()
})

/** Devices take turns over these servers. */
function worldOf(urls: readonly string[]) {
  let shop: TestShop = server.shop
  let turn = 0
  return {
    describe,
    it,
    async openEmptyShop() {
      shop = await server.createShop()
    },
    async newDevice() {
      const { session } = await server.signIn('manager', { shop })
      return { url: urls[turn++ % urls.length] ?? server.url, session }
    },
    async customersOnServer() {
      const observer = await server.signIn('manager', { shop })
      return observer.pullAll('customers')
    },
  }
}

describe('I8 RxDB’s replication suite, on one server', () => declareSuite(worldOf([server.url])))
describe('I8 RxDB’s replication suite, on two servers', () => declareSuite(worldOf([server.url, second.url])))
