import { randomBytes } from 'node:crypto'
import { CHANNELS, type Channel } from '@shared/ipc/channels.ts'
import { CONTRACT, type ResponseOf } from '@shared/ipc/contract.ts'
import type { DesktopError } from '@shared/ipc/errors.ts'
import { err, ok, type Result } from '@shared/kernel/result.ts'
import type { z } from 'zod'
import { APP_ORIGIN, isAppUrl } from '../app-origin.ts'
import type { Log } from '../services/file-log.ts'
import type { RateLimit } from './rate-limit.ts'

/** What Electron says about the asker; `senderFrame` is null when the frame is already gone. */
export interface IpcEvent {
  readonly senderFrame: {
    readonly url: string
    readonly origin: string
    readonly parent: unknown
  } | null
}

/** The part of Electron's `ipcMain` in use. */
export interface IpcPort {
  handle(channel: string, listener: (event: IpcEvent, request: unknown) => Promise<unknown>): void
}

export type Handlers = {
  readonly [Name in Channel]: (
    request: z.output<(typeof CONTRACT)[Name]['request']>,
  ) => Promise<Result<ResponseOf<Name>, DesktopError>>
}

export interface HandlerDeps {
  readonly port: IpcPort
  readonly limit: RateLimit
  readonly log: Log
}

/**
 * IPC-1 every question from a page takes the same road: it comes from the main frame of the app's own page, it keeps to the
 * channel's budget, it fits the channel's schema; only then does a handler see it. The answer is a `Result`; a handler
 * that throws gives `Failed` with a reference to the log, never its message, which may hold a path or a secret.
 */
export function registerHandlers(handlers: Handlers, deps: HandlerDeps): void {
  for (const channel of CHANNELS) {
    deps.port.handle(channel, (event, request) => answer(channel, handlers, deps, event, request))
  }
}

async function answer<Name extends Channel>(
  channel: Name,
  handlers: Handlers,
  { limit, log }: HandlerDeps,
  event: IpcEvent,
  request: unknown,
): Promise<Result<unknown, DesktopError>> {
  if (!isOwnMainFrame(event)) {
    log.info('ipc refused', {
      channel,
      askedBy: event.senderFrame?.url.slice(0, 200) ?? 'a frame that is gone',
    })
    return err({ type: 'Forbidden' })
  }
  if (!limit.take(channel)) return err({ type: 'RateLimited' })
  const parsed = CONTRACT[channel].request.safeParse(request)
  if (!parsed.success) return err({ type: 'BadRequest', detail: whereItBreaks(parsed.error) })
  try {
    // The schema of this very channel has just accepted the request; TypeScript cannot follow the lookup.
    const handler = handlers[channel] as (request: unknown) => Promise<Result<unknown, DesktopError>>
    const result = await handler(parsed.data)
    return result.ok ? ok(CONTRACT[channel].response.parse(result.value)) : result
  } catch (error) {
    const reference = randomBytes(4).toString('hex')
    log.error('ipc handler failed', error, { channel, reference })
    return err({ type: 'Failed', reference })
  }
}

function isOwnMainFrame({ senderFrame }: IpcEvent): boolean {
  return (
    senderFrame !== null &&
    senderFrame.parent === null &&
    senderFrame.origin === APP_ORIGIN &&
    isAppUrl(senderFrame.url)
  )
}

/** Where and why, without the offending value: it may be a secret. */
const whereItBreaks = (error: z.ZodError): string =>
  error.issues
    .slice(0, 5)
    .map((issue) => `${issue.path.join('.') || 'request'}: ${issue.code}`)
    .join('; ')
