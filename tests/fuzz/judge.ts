import {
  refreshResponseSchema,
  revokeDeviceResponseSchema,
  signInResponseSchema,
} from '@shared/protocol/auth.ts'
import { carryResponseSchema } from '@shared/protocol/carry.ts'
import { errorBodySchema, STATUS_OF } from '@shared/protocol/errors.ts'
import {
  figuresCheckResponseSchema,
  productsResponseSchema,
  salesResponseSchema,
  statisticsResponseSchema,
} from '@shared/protocol/figures.ts'
import { historyManifestSchema } from '@shared/protocol/history.ts'
import {
  baseResponseSchema,
  digestResponseSchema,
  heartbeatResponseSchema,
  pullResponseSchema,
  pushResponseSchema,
} from '@shared/protocol/sync.ts'
import { z } from 'zod'
import type { FuzzCase } from './generate.ts'

export interface FuzzAnswer {
  readonly status: number
  readonly text: string
}

/** The shape of every good answer, by the path that gives it. */
const GOOD: Readonly<Record<string, z.ZodType>> = {
  '/sync/push': pushResponseSchema,
  '/sync/pull': pullResponseSchema,
  '/sync/base': baseResponseSchema,
  '/sync/digest': digestResponseSchema,
  '/sync/heartbeat': heartbeatResponseSchema,
  '/sync/carry': carryResponseSchema,
  '/figures/sales': salesResponseSchema,
  '/figures/products': productsResponseSchema,
  '/figures/shop': statisticsResponseSchema,
  '/figures/check': figuresCheckResponseSchema,
  '/history/manifest': historyManifestSchema,
  '/auth/sign-in': signInResponseSchema,
  '/auth/refresh': refreshResponseSchema,
  '/auth/sign-out': z.object({ signedOut: z.literal(true) }),
  '/auth/revoke-device': revokeDeviceResponseSchema,
}

/** What the server says of itself: which statuses each path may answer. */
export type Documented = ReadonlyMap<string, ReadonlySet<number>>

export function readDocumented(openApi: unknown): Documented {
  const paths: object = Reflect.get(Object(openApi), 'paths')
  return new Map(
    Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(Object(methods)).map(([method, operation]) => {
        const statuses = Object.keys(Reflect.get(Object(operation), 'responses') ?? {}).map(Number)
        return [`${method.toUpperCase()} ${path}`, new Set(statuses)] as const
      }),
    ),
  )
}

export interface Limits {
  readonly documented: Documented
  /** Texts of the other shop that must not be in any answer, unless the attacker sent them himself. */
  readonly secrets: readonly string[]
}

/** What is wrong with an answer; null when it is one of those that the contract knows. */
export function judge(sent: FuzzCase, answer: FuzzAnswer, { documented, secrets }: Limits): string | null {
  const [path = ''] = sent.path.split('?')
  const leaked = secrets.find((secret) => answer.text.includes(secret))
  if (leaked !== undefined) return `the other shop’s "${leaked}" was answered`
  if (answer.status >= 500) return `the server broke: ${answer.status} ${answer.text.slice(0, 300)}`
  const allowed = documented.get(`${sent.method} ${path}`)
  if (!allowed?.has(answer.status)) return `${answer.status} is not documented for ${sent.method} ${path}`
  const body = parse(answer.text)
  if (answer.status >= 400) return judgeError(answer, body)
  const parsed = GOOD[path]?.safeParse(body)
  if (!parsed?.success) return `the answer has another shape: ${parsed?.error.message.slice(0, 300)}`
  return path === '/sync/push' ? judgePush(sent, pushResponseSchema.parse(body).results) : null
}

function judgeError({ status, text }: FuzzAnswer, body: unknown): string | null {
  const parsed = errorBodySchema.safeParse(body)
  if (!parsed.success) return `not the error body: ${text.slice(0, 300)}`
  const { code, message } = parsed.data.error
  if (STATUS_OF[code] !== status) return `${code} came as ${status}`
  return /node_modules|\.ts:\d+/.test(message) ? `the message tells of the inside: ${message}` : null
}

function judgePush(sent: FuzzCase, results: z.infer<typeof pushResponseSchema>['results']): string | null {
  const expected = sent.rows?.length
  if (expected !== undefined && results.length !== expected)
    return `${results.length} answers to ${expected} rows`
  const heavy = results.find(
    (result) => result.outcome === 'refused' && JSON.stringify(result.refusal).length > 10_000,
  )
  return heavy ? 'a refusal that is longer than any reason' : null
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
