import { openDatabase } from '../../sync-server/database/start-database.ts'
import { createServer } from '../../sync-server/server.ts'

/* A server process of its own on a test's database, so that a test can kill it; tells its parent where it listens. */

const database = await openDatabase(JSON.parse(process.env.COMPTOIR_TEST_DATABASE ?? '{}'))
const server = await createServer({ port: 0, logLevel: 'silent' }, { database })
process.send?.(server.url)
