import { openDatabase } from '../../sync-server/database/start-database.ts'
import { createServer } from '../../sync-server/server.ts'

/*
 * A server process of its own on a test's database, so that a test can kill it; tells its parent where it listens, and what
 * it uses when asked. Ends with its parent.
 */

const database = await openDatabase(JSON.parse(process.env.COMPTOIR_TEST_DATABASE ?? '{}'))
const config = JSON.parse(process.env.COMPTOIR_TEST_SERVER ?? '{}')
const server = await createServer({ port: 0, logLevel: 'silent', ...config }, { database })

process.on('message', (question) => {
  if (question === 'held') globalThis.gc?.()
  if (question === 'held' || question === 'now')
    process.send?.({ ...process.memoryUsage(), cpu: process.cpuUsage() })
})
process.once('disconnect', () => process.exit())
process.once('SIGTERM', async () => {
  await server.close()
  await database.stop()
  process.exit() // a profiler writes what it saw on the way out
})
process.send?.(server.url)
