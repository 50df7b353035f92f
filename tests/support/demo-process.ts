import { openDatabase } from '../../sync-server/database/start-database.ts'
import { ensureDemoShop } from '../../sync-server/demo/create-demo-shop.ts'
import { systemClock, systemRandom } from '../../sync-server/server.ts'

/* Makes the demo shop in a test's database, in a process of its own that a test can kill half-way. */

const database = await openDatabase(JSON.parse(process.env.COMPTOIR_TEST_DATABASE ?? '{}'))
await ensureDemoShop(database, {
  clock: systemClock,
  random: systemRandom,
  passwordCost: { memoryKib: 1_024, passes: 1, lanes: 1 },
})
await database.stop()
