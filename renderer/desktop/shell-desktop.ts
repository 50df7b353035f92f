import type { Channel, DesktopFacade, EventName } from '@shared/ipc/channels.ts'
import { CHANNELS, facadePath } from '@shared/ipc/channels.ts'
import {
  CONTRACT,
  EVENT_PAYLOADS,
  type EventPayload,
  type RequestOf,
  type ResponseOf,
} from '@shared/ipc/contract.ts'
import { answerSchema } from '@shared/ipc/errors.ts'
import { err, ok, type Result } from '@shared/kernel/result.ts'
import type { Desktop, DesktopResult, PickedFile, Printable } from './desktop.ts'
import { ownStylesheets } from './own-stylesheets.ts'

/** True when `value` has every verb of the contract: an older shell without one is treated as no shell. */
export function isFacade(value: unknown): value is DesktopFacade {
  if (typeof value !== 'object' || value === null) return false
  return CHANNELS.every((channel) => verbOf(value, channel) !== undefined)
}

/** The desktop app behind its bridge. Every answer and event is parsed before the page sees it. */
export function createShellDesktop(facade: DesktopFacade): Desktop {
  const ask = <Name extends Channel>(
    channel: Name,
    request: RequestOf<Name>,
  ): DesktopResult<ResponseOf<Name>> => askShell(facade, channel, request)

  return {
    kind: 'shell',
    secrets: {
      get: async (name) => map(await ask('secrets:get', { name }), ({ value }) => value),
      set: (name, value) => ask('secrets:set', { name, value }),
      delete: async (name) => map(await ask('secrets:delete', { name }), nothing),
    },
    journal: {
      append: (shopId, entries) => ask('journal:append', { shopId, entries: [...entries] }),
      acknowledge: async (shopId, ids) =>
        map(await ask('journal:acknowledge', { shopId, ids: [...ids] }), nothing),
      read: (shopId) => ask('journal:read', { shopId }),
    },
    files: {
      openImport: async (extensions) =>
        map(await ask('files:open-import', { extensions: [...extensions] }), ({ file }) =>
          file === null ? null : ownBytes(file),
        ),
      saveExport: ({ suggestedName, content }) =>
        ask('files:save-export', {
          suggestedName,
          bytes: typeof content === 'string' ? new TextEncoder().encode(content) : content,
        }),
    },
    print: {
      receipt: ({ widthMm, ...what }) => ask('print:receipt', { ...toMarkup(what), widthMm }),
      pdf: ({ page, suggestedName, ...what }) => ask('print:pdf', { ...toMarkup(what), page, suggestedName }),
      sheet: (what) => ask('print:sheet', toMarkup(what)),
      paper: async (printer, paper) => map(await ask('print:paper', { printer, paper }), nothing),
      openDrawer: async (printer) => map(await ask('print:open-drawer', { printer }), nothing),
    },
    app: {
      info: () => ask('app:info', {}),
      serverUrl: async () => map(await ask('app:server-url', {}), ({ url }) => url),
      setServerUrl: async (url) => map(await ask('app:set-server-url', { url }), ({ url: used }) => used),
      setLocale: async (locale) => map(await ask('app:set-locale', { locale }), nothing),
    },
    updates: {
      status: () => ask('updates:status', {}),
      check: () => ask('updates:check', {}),
      install: async () => map(await ask('updates:install', {}), nothing),
    },
    events: {
      onMenuCommand: (listener) => listen(facade, 'menu:command', ({ command }) => listener(command)),
      onPowerResume: (listener) => onWake(facade, listener),
      onUpdatesChanged: (listener) => listen(facade, 'updates:changed', listener),
    },
  }
}

async function askShell<Name extends Channel>(
  facade: DesktopFacade,
  channel: Name,
  request: RequestOf<Name>,
): DesktopResult<ResponseOf<Name>> {
  try {
    const answer = answerSchema(CONTRACT[channel].response).safeParse(
      await verbOf(facade, channel)?.(request),
    )
    if (!answer.success) return err({ type: 'Failed', reference: `${channel}: answer breaks the contract` })
    // The schema of this very channel has just accepted the answer; TypeScript cannot follow the lookup.
    return answer.data as Result<ResponseOf<Name>, never>
  } catch (error) {
    return err({ type: 'Failed', reference: `${channel}: ${String(error)}` })
  }
}

function verbOf(facade: object, channel: Channel): ((request: unknown) => Promise<unknown>) | undefined {
  const [capability, verb] = facadePath(channel)
  const group: unknown = Reflect.get(facade, capability)
  if (typeof group !== 'object' || group === null) return undefined
  const found: unknown = Reflect.get(group, verb)
  return typeof found === 'function' ? async (request) => found(request) : undefined
}

function listen<Name extends EventName>(
  facade: DesktopFacade,
  event: Name,
  listener: (payload: EventPayload<Name>) => void,
): () => void {
  return facade.events.subscribe(event, (payload) => {
    const parsed = EVENT_PAYLOADS[event].safeParse(payload)
    // Parsed by the schema of this very event; an event that breaks the contract is not for the page.
    if (parsed.success) listener(parsed.data as EventPayload<Name>)
  })
}

function onWake(facade: DesktopFacade, listener: () => void): () => void {
  const stop = listen(facade, 'power:resume', listener)
  globalThis.addEventListener('online', listener)
  return () => {
    stop()
    globalThis.removeEventListener('online', listener)
  }
}

const toMarkup = ({ title, lang, content }: Printable) => ({
  title,
  lang,
  html: content.outerHTML,
  stylesheets: ownStylesheets(),
})

const nothing = (): void => undefined

const map = <A, B, E>(result: Result<A, E>, change: (value: A) => B): Result<B, E> =>
  result.ok ? ok(change(result.value)) : result

/** A copy in memory of this page, which the rest of the page may hand on to a worker. */
const ownBytes = (file: { name: string; bytes: Uint8Array }): PickedFile => ({
  name: file.name,
  bytes: new Uint8Array(file.bytes),
})
