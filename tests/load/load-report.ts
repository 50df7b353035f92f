import { percentile } from '../bench/statistics.ts'
import type { ProcessorTime } from './processor-time.ts'
import type { PullSpeed } from './pull-speed.ts'
import { RAW_KINDS, type RawKind, type RawRate } from './raw-inserts.ts'
import type { MemoryUse, Throughput } from './throughput.ts'

/** One case: so many devices in one shop or many, on so many servers. */
export interface CaseResult {
  readonly servers: number
  readonly shops: 'one' | 'many'
  readonly devices: number
  readonly batch: number
  readonly throughput: Throughput
  /** Of the first server. */
  readonly memory: MemoryUse
  /** Of all servers and of PostgreSQL over the run. */
  readonly spent: ProcessorTime
  readonly raw: Readonly<Record<RawKind, RawRate>>
}

export interface LatencyResult {
  readonly servers: number
  readonly way: 'same server' | 'across servers'
  readonly ms: readonly number[]
}

/** What was hoped for on an idle machine (issue figures); printed, never a reason to fail. */
export const GOALS = { shareOfRaw: 0.7, acrossP99Ms: 150 }

const whole = (value: number): string => Math.round(value).toLocaleString('en')
const share = (value: number): string => value.toFixed(2)
const us = (ms: number | null): string => (ms === null ? '?' : whole(ms * 1_000))
const perDocument = (ms: number | null, documents: number): number | null =>
  ms === null ? null : ms / documents

export function renderCases(cases: readonly CaseResult[]): string {
  const head = [
    '| servers | shops | devices | pushes/s | documents/s | × raw documents | × raw rows | CPU a document: server + PostgreSQL (raw documents, raw rows) | push p50 | p99 | memory of a server start → middle → end | held before → after |',
    '|---|---|---|---|---|---|---|---|---|---|---|---|',
  ]
  return [...head, ...cases.map(renderCase)].join('\n')
}

function renderCase({ servers, shops, devices, throughput, memory, spent, raw }: CaseResult): string {
  const { seconds, pushes, documents, answerMs } = throughput
  const rate = documents / seconds
  const rss = memory.rss.map(({ rssMb }) => rssMb)
  const middle = rss[rss.length >> 1]
  const cells = [
    servers,
    shops,
    devices,
    (pushes / seconds).toFixed(1),
    whole(rate),
    ...RAW_KINDS.map((kind) => share(rate / raw[kind].documentsPerSecond)),
    `${us(spent.serversMs / documents)} + ${us(perDocument(spent.postgresMs, documents))} µs (${RAW_KINDS.map((kind) => us(raw[kind].postgresMs)).join(', ')})`,
    `${whole(percentile(answerMs, 0.5))} ms`,
    `${whole(percentile(answerMs, 0.99))} ms`,
    `${[rss[0], middle, rss.at(-1)].map((mb) => whole(mb ?? 0)).join(' → ')} MB`,
    `${whole(memory.heldBeforeMb)} → ${whole(memory.heldAfterMb)} MB`,
  ]
  return `| ${cells.join(' | ')} |`
}

export function renderLatency(results: readonly LatencyResult[]): string {
  const rows = results.map(({ servers, way, ms }) => {
    const [p50, p99] = [percentile(ms, 0.5), percentile(ms, 0.99)]
    const goal = way === 'same server' ? '' : `p99 < ${GOALS.acrossP99Ms} ms: ${met(p99 < GOALS.acrossP99Ms)}`
    return `| ${servers} | ${way} | ${ms.length} | ${p50.toFixed(0)} ms | ${p99.toFixed(0)} ms | ${goal} |`
  })
  return ['| servers | way | seen | p50 | p99 | goal |', '|---|---|---|---|---|---|', ...rows].join('\n')
}

export function renderPulls(pulls: readonly PullSpeed[]): string {
  const rows = pulls.map(
    ({ encoding, rowsAPage, documents, documentsPerSecond, megabytes }) =>
      `| ${encoding} | ${rowsAPage} | ${whole(documents)} | ${whole(documentsPerSecond)} | ${megabytes.toFixed(1)} MB |`,
  )
  const head = ['| answer | rows a page | documents | documents/s | on the wire |', '|---|---|---|---|---|']
  return [...head, ...rows].join('\n')
}

/** The best share of each kind over all cases, beside the goal. */
export function renderGoal(cases: readonly CaseResult[]): string {
  return RAW_KINDS.map((kind) => {
    const shares = cases.map(
      ({ throughput, raw }) => throughput.documents / throughput.seconds / raw[kind].documentsPerSecond,
    )
    const [least, most] = [Math.min(...shares), Math.max(...shares)]
    const what = kind === 'documents' ? 'the documents alone' : 'all rows that a push leaves'
    return `Share of raw inserts of ${what}: ${share(least)} to ${share(most)}; goal ${GOALS.shareOfRaw}: ${met(least >= GOALS.shareOfRaw)}`
  }).join('\n')
}

const met = (isMet: boolean): string => (isMet ? 'met' : 'NOT MET')
