/**
 * `npm test`: everything that must hold, in the order in which a mistake is cheapest to find. Each step sets itself up
 * (browser, PostgreSQL). `--only NAME` runs one step, e.g. `npm test -- --only e2e`.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '..')
const reports = join(root, 'test-results')

interface Step {
  readonly name: string
  readonly command: readonly string[]
  /** Vitest's JSON report, when the step runs tests. */
  readonly report?: string
}

const STEPS: readonly Step[] = [
  { name: 'types', command: ['tsc', '--noEmit', '-p', 'tsconfig.json'] },
  { name: 'types-shared', command: ['tsc', '--noEmit', '-p', 'shared/tsconfig.json'] },
  { name: 'lint', command: ['biome', 'ci', '.'] },
  vitest('fast', 'tests/vitest.config.ts', 'tests/unit', 'tests/property', 'tests/architecture'),
  vitest('integration', 'tests/vitest.config.ts', 'tests/integration'),
  {
    name: 'build',
    command: ['electron-vite', 'build', '-c', 'electron/vite.config.ts', '--logLevel', 'warn'],
  },
  vitest('e2e', 'tests/e2e/vitest.config.ts'),
]

function vitest(name: string, config: string, ...folders: string[]): Step {
  const report = join(reports, `${name}.json`)
  const output = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  return { name, report, command: ['vitest', 'run', '--config', config, ...output, ...folders] }
}

const only = process.argv.includes('--only') ? process.argv[process.argv.indexOf('--only') + 1] : undefined
const steps = STEPS.filter((step) => only === undefined || step.name === only)
if (steps.length === 0) {
  console.error(`There is no step "${only}". Steps: ${STEPS.map((step) => step.name).join(', ')}`)
  process.exit(2)
}

rmSync(reports, { recursive: true, force: true })
mkdirSync(reports, { recursive: true })
const failed: string[] = []
const failures: string[] = []
let passed = 0
for (const step of steps) {
  const started = performance.now()
  console.log(`\n── ${step.name}`)
  const [program = '', ...args] = step.command
  const ended = spawnSync(join(root, 'node_modules/.bin', program), args, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  if (ended.status !== 0) failed.push(step.name)
  readReport(step)
  console.log(
    `── ${step.name}: ${ended.status === 0 ? 'ok' : 'FAILED'} in ${Math.round((performance.now() - started) / 1000)} s`,
  )
}
if (failures.length > 0) console.error(`\n${failures.join('\n\n')}`)
if (failed.length > 0) console.error(`\nFailed steps: ${failed.join(', ')}`)
console.log(`\n${passed} passed, ${failures.length} failed`)
process.exit(failed.length === 0 ? 0 : 1)

/** What Vitest writes of a file: tests, or one message when the file itself could not be run. */
interface FileReport {
  readonly name: string
  readonly status: string
  readonly message: string
  readonly assertionResults: readonly {
    readonly fullName: string
    readonly status: string
    readonly failureMessages: readonly string[]
  }[]
}

/** Counts what passed and keeps what failed, so that the last lines of a long run say it again. */
function readReport({ report }: Step): void {
  if (report === undefined || !existsSync(report)) return
  const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as { testResults: FileReport[] }
  for (const { name, status, message, assertionResults } of testResults) {
    const file = relative(root, name)
    for (const test of assertionResults) {
      if (test.status === 'passed') passed += 1
      if (test.status === 'failed')
        failures.push(`${file} > ${test.fullName}\n${shortened(test.failureMessages)}`)
    }
    if (status === 'failed' && message !== '') failures.push(`${file}\n${shortened([message])}`)
  }
}

function shortened(messages: readonly string[]): string {
  return messages.map((message) => message.split('\n').slice(0, 12).join('\n')).join('\n')
}
