import { parseArgs } from 'node:util'
import { startDatabase } from '../../sync-server/database/start-database.ts'
import { createServer } from '../../sync-server/server.ts'

/*
 * The server as `npm start` runs it, with the PostgreSQL of a data folder that it starts and looks after itself, in a
 * process that can be killed. Only what `npm start` does around it (building, the demo shop, opening a window) is left out.
 */

const { values } = parseArgs({
  options: { port: { type: 'string' }, data: { type: 'string' }, renderer: { type: 'string' } },
})
const { port = '0', data: dataDir = '', renderer: rendererDir = '' } = values
const database = await startDatabase({ dataDir })
const server = await createServer({ port: Number(port), logLevel: 'error', rendererDir }, { database })
process.once('SIGTERM', async () => {
  await server.close()
  await database.stop()
  process.exit(0)
})
