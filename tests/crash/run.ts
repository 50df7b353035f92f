import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { ensureRendererBuilt } from '../../sync-server/launch/build-renderer.ts'
import { runCampaign } from './campaign.ts'
import { renderTally } from './tally.ts'

/*
 * `npm run crash-loop`: people sell at a real browser against the real server and PostgreSQL while one of them, or several,
 * are killed; afterwards everything that was acknowledged must be there, whole, once.
 */

const HELP = `npm run crash-loop -- [--rounds N] [--seed S]

  --rounds N  how often something is killed (20)
  --seed S    the same seed plans the same rounds: victims, moments, baskets (by the clock when left out);
              what a machine does within its milliseconds is not repeated
  --without-journal
              takes the desktop till's journal away together with its database: sales must be reported lost, and the
              exit code be 1; shows that the loop can fail
  --help

What was asked and acknowledged is written to test-results/crash-loop. Ends with 1 when a promise was broken.
`

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '20' },
    seed: { type: 'string' },
    'without-journal': { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h' },
  },
})

const say = (text: string): void => void process.stdout.write(`${text}\n`)

async function main(): Promise<number> {
  const rounds = Number(values.rounds)
  const seed = Number(values.seed ?? Math.floor(Date.now() / 1_000) % 1_000_000)
  if (!Number.isInteger(rounds) || rounds < 1 || !Number.isInteger(seed)) {
    process.stderr.write(`--rounds and --seed are whole numbers.\n\n${HELP}`)
    return 2
  }
  say(`seed ${seed}, ${rounds} rounds`)
  await ensureRendererBuilt(resolve(import.meta.dirname, '../..'), () => say('building the screens'))
  const began = performance.now()
  const { tally, record } = await runCampaign({
    rounds,
    seed,
    say,
    withoutJournal: values['without-journal'],
  })
  say(`\n${renderTally(tally, record, (performance.now() - began) / 1_000)}`)
  return tally.violations.size === 0 ? 0 : 1
}

if (values.help) say(HELP)
else {
  process.exitCode = await main().catch((thrown: unknown) => {
    process.stderr.write(`${thrown instanceof Error ? thrown.stack : thrown}\n`)
    return 1
  })
}
