import { isId } from '@shared/kernel/id.ts'
import { nodeDisk } from '../../electron/main/services/disk.ts'
import { createJournal } from '../../electron/main/services/journal.ts'

/* Appends for ever and prints the id of each entry once the journal has called it durable. Its parent kills it. */
const [directory = '', shop = ''] = process.argv.slice(2)
if (!isId(shop)) throw new Error('The second argument must be a shop id')
const journal = createJournal({ disk: nodeDisk, directory })

for (let index = 0; ; index++) {
  const id = `entry-${index}`
  const appended = await journal.append(shop, [
    {
      id,
      collection: 'orders',
      documentId: `order-${index}`,
      body: JSON.stringify('x'.repeat(index % 5_000)),
    },
  ])
  if (!appended.ok) throw new Error(appended.error.type)
  process.stdout.write(`${id}\n`)
}
