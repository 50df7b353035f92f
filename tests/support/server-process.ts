import { openDatabase } from '../../sync-server/database/start-database.ts'
import { createServer } from '../../sync-server/server.ts'

/*
 * A server process of its own on a test's database, so that a test can kill it; tells its parent where it listens, and how
 * much memory it holds when asked. Ends with its parent.
 */

const database = await openDatabase(JSON.parse(process.env.COMPTOIR_TEST_DATABASE ?? '{}'))
const config = JSON.parse(process.env.COMPTOIR_TEST_SERVER ?? '{}')
const server = await createServer({ port: 0, logLevel: 'warn', ...config }, { database })

process.on('message', (question) => {
  if (question === 'memory-now') process.send?.(process.memoryUsage())
  if (question !== 'memory-in-use') return
  globalThis.gc?.()
  process.send?.(process.memoryUsage())
})
process.once('disconnect', () => process.exit())
process.once('SIGTERM', async () => {
  await server.close()
  await database.stop()
  process.exit() // a profiler writes what it saw on the way out
})
process.send?.(server.url)
