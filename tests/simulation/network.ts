import type { SeededRandom } from '../../sync-server/demo/seeded-random.ts'
import { NoAnswer, type Office, type OfficeLine, type OfficeRequest } from './office.ts'
import { readStream, type StreamReader } from './stream-line.ts'
import type { Owner, World } from './world.ts'

/** How the line between one device and the office behaves now. Counters go down as they are used. */
export interface LineFaults {
  /** `out`: requests are lost; `in`: the work is done and answers are lost. */
  partition: 'none' | 'in' | 'out' | 'both'
  loseRequests: number
  loseAnswers: number
  /** Only for this path, where set. */
  losePath: string | null
  duplicates: number
  /** Copies that arrive again later, after this many ms. */
  lateCopies: number
  lateMs: number
  /** Answers that break off after so many bytes. */
  cuts: number
  cutAfter: number
  portal: boolean
  /** Answered by something in between. */
  status: number | null
  slowMs: number
  jitterMs: number
  /** The stream stays open and says nothing more. */
  isStreamDead: boolean
}

export const goodLine = (): LineFaults => ({
  partition: 'none',
  loseRequests: 0,
  loseAnswers: 0,
  losePath: null,
  duplicates: 0,
  lateCopies: 0,
  lateMs: 0,
  cuts: 0,
  cutAfter: 0,
  portal: false,
  status: null,
  slowMs: 0,
  jitterMs: 0,
  isStreamDead: false,
})

export interface SentRequest {
  readonly at: number
  readonly device: number
  readonly request: OfficeRequest
}

export interface LineParts {
  readonly world: World
  readonly office: Office
  readonly device: number
  /** Faults as they are now. */
  readonly faults: () => LineFaults
  readonly onRequest: (sent: SentRequest) => void
  /** It reached the office. */
  readonly onArrival: (request: OfficeRequest) => void
  /** A stream was opened; it ends with the process that reads it. */
  readonly onStream: (close: () => void) => void
}

/** One-way time of a good line, ms. */
const FASTEST_MS = 3
const SPREAD_MS = 12

interface Reply {
  readonly ok: boolean
  readonly status: number
  readonly headers: { get(name: string): string | null }
  text(): Promise<string>
  readonly body: { getReader(): StreamReader } | null
}

/** How a request ends for whoever sent it. */
interface Ending {
  back(reply: Reply): void
  fail(error: unknown): void
  lose(): void
}

const broken = (): TypeError => new TypeError('fetch failed')

/** `fetch` of one life of a device, over a line that fails as it is told to. */
export function createLine(parts: LineParts, owner: Owner, random: SeededRandom): typeof fetch {
  const { world, office, device } = parts
  const delay = (): number => {
    const { slowMs, jitterMs } = parts.faults()
    return FASTEST_MS + random.next() * SPREAD_MS + slowMs * random.next() + jitterMs * random.next()
  }

  const line = (url: URL, init: RequestInit): Promise<Reply> => {
    const request: OfficeRequest = {
      method: init.method === 'POST' ? 'POST' : 'GET',
      path: url.pathname + url.search,
      headers: init.headers as Record<string, string>, // the client sends plain ones
      ...(typeof init.body === 'string' ? { body: init.body } : {}),
    }
    parts.onRequest({ at: world.now, device, request })
    const { signal } = init
    return new Promise<Reply>((resolve, reject) => {
      const abort = (): void => reject(signal?.reason)
      if (signal?.aborted) abort()
      signal?.addEventListener('abort', abort, { once: true })
      const later = (run: () => void): void => void world.after(delay(), run, owner)
      const end: Ending = {
        back: (reply) => later(() => resolve(reply)),
        fail: (error) => later(() => reject(error)),
        // Half of what is lost is noticed at once, half only when patience ends.
        lose: () => random.next() < 0.5 && later(() => reject(broken())),
      }
      world.after(delay(), () => carry(request, signal ?? null, end))
    })
  }

  /** Runs also when the device is dead: what was sent arrives. */
  function carry(request: OfficeRequest, signal: AbortSignal | null, end: Ending): void {
    const faults = parts.faults()
    const { losePath, partition } = faults
    const isMeant = losePath === null || request.path.startsWith(losePath)
    const isLost = partition === 'out' || partition === 'both' || (isMeant && take(faults, 'loseRequests'))
    const between = inBetween(faults)
    if (isLost) end.lose()
    else if (between !== null) end.back(between)
    else reachOffice(request, signal, isMeant, end)
  }

  function reachOffice(
    request: OfficeRequest,
    signal: AbortSignal | null,
    isMeant: boolean,
    end: Ending,
  ): void {
    const faults = parts.faults()
    const isStream = request.path === '/sync/stream'
    parts.onArrival(request)
    const sent = office.open(request, isStream)
    const again = (): void => void office.ask(request).catch(() => undefined)
    if (!isStream && take(faults, 'duplicates')) again()
    if (request.path === '/sync/push' && take(faults, 'lateCopies')) world.after(faults.lateMs, again)
    sent.then(
      (answered) => {
        const now = parts.faults()
        const isLost = now.partition !== 'none' || (isMeant && take(now, 'loseAnswers'))
        if (!isLost) end.back(toReply(answered, signal, take(now, 'cuts') ? now.cutAfter : null))
        else {
          answered.stream?.close()
          end.lose()
        }
      },
      (error) => end.fail(error instanceof NoAnswer ? broken() : error),
    )
  }

  function toReply(
    { answer, stream }: OfficeLine,
    signal: AbortSignal | null,
    cutAfter: number | null,
  ): Reply {
    if (stream !== null)
      return {
        ...page(answer.status, 'text/event-stream', ''),
        body: { getReader: () => readStream(stream, signal, { ...parts, delay, owner }) },
      }
    return page(answer.status, answer.headers['content-type'] ?? '', answer.body, cutAfter)
  }

  return line as unknown as typeof fetch // the part of it that the client uses
}

/** What answers in the office's place: a hotel's page, a proxy without a server behind it. */
function inBetween({ portal, status }: LineFaults): Reply | null {
  if (portal) return page(200, 'text/html', '<html>Bienvenue</html>')
  return status === null ? null : page(status, 'text/plain', 'no')
}

/** An answer whose body breaks off after `cutAfter` bytes, where that is before its end. */
function page(status: number, type: string, text: string, cutAfter: number | null = null): Reply {
  const bytes = new TextEncoder().encode(text)
  const isCut = cutAfter !== null && cutAfter < bytes.length
  const waiting = isCut ? [bytes.slice(0, cutAfter)] : [bytes]
  const read = async (): ReturnType<StreamReader['read']> => {
    const value = waiting.shift()
    if (value === undefined && isCut) throw new TypeError('terminated')
    return { done: value === undefined, value }
  }
  return {
    ok: status >= 200 && status < 300,
    status,
    headers: { get: (name) => (name.toLowerCase() === 'content-type' ? type : null) },
    text: async () => {
      if (isCut) throw new TypeError('terminated')
      return text
    },
    body: { getReader: () => ({ read, cancel: async () => undefined }) },
  }
}

type Counter = 'loseRequests' | 'loseAnswers' | 'duplicates' | 'lateCopies' | 'cuts'

function take(faults: LineFaults, counter: Counter): boolean {
  if (faults[counter] <= 0) return false
  faults[counter]--
  return true
}
