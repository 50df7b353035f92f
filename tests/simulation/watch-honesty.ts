import { isSaved, type Write } from './history.ts'
import type { Run } from './shop-run.ts'

const SAMPLE_MS = 3_000

/**
 * O9 while things go wrong: a device that says "all is sent" has nothing that only it knows. Looked at from outside: what
 * was saved there must be among what the server was ever brought, or in a refused list.
 */
export function watchHonesty(run: Run): void {
  const confirmed = new Set<string>()
  const sample = (): void => {
    if (run.isHealed) return
    run.world.after(SAMPLE_MS, sample)
    if (run.wasRestored) return
    const calm = run.devices.filter((device) => {
      const status = device.client?.glance()?.status
      return status?.state === 'synced' && status.pending === 0
    })
    if (calm.length > 0) void run.world.outside(look(run, new Set(calm.map(({ index }) => index)), confirmed))
  }
  run.world.after(SAMPLE_MS, sample)
}

async function look(run: Run, calm: ReadonlySet<number>, confirmed: Set<string>): Promise<void> {
  const writes = run.history.writes().filter(({ entry }) => isSaved(entry) && calm.has(entry.device))
  const open = writes.filter((write) => !confirmed.has(keyOf(write)) && !isReplacedHere(write, writes))
  if (open.length === 0) return
  const [brought] = await run.rig.copies.rows<{ text: string | null }>(
    `select concat((select string_agg(body::text, ' ') from revisions where shop_id = $1),
      (select string_agg(content, ' ') from refusals where shop_id = $1)) as text`,
    [run.shopId],
  )
  for (const write of open) {
    const word = JSON.stringify(write.value).slice(1, -1)
    const isTold = run.devices[write.entry.device]?.disk.everRefused.some((one) =>
      JSON.stringify(one).includes(word),
    )
    if (isTold || brought?.text?.includes(word)) confirmed.add(keyOf(write))
    else
      run.violations.push({
        oracle: 'O9 honest',
        what: `device ${write.entry.device} says all is sent, ${write.path} = "${write.value}" of ${write.entry.operation.id} is not`,
      })
  }
}

const keyOf = ({ entry, documentId, path, value }: Write): string =>
  `${entry.operation.id}/${documentId}/${path}/${value}`

const isReplacedHere = (write: Write, writes: readonly Write[]): boolean =>
  writes.some(
    (other) =>
      other.documentId === write.documentId && other.path === write.path && other.before === write.value,
  )
