/**
 * The names that may cross between the shell and the page. The preload bundle reads only this file, so that the
 * validators stay out of it: the page may not be trusted, and the main process validates every request anyway.
 */
export const CHANNELS = [
  'secrets:get',
  'secrets:set',
  'secrets:delete',
  'journal:append',
  'journal:acknowledge',
  'journal:read',
  'files:open-import',
  'files:save-export',
  'print:receipt',
  'print:pdf',
  'print:sheet',
  'print:paper',
  'print:open-drawer',
  'app:info',
  'app:server-url',
  'app:set-server-url',
  'app:set-locale',
  'updates:status',
  'updates:check',
  'updates:install',
] as const

export type Channel = (typeof CHANNELS)[number]

/** What the shell tells the page without being asked. */
export const EVENTS = ['menu:command', 'power:resume', 'updates:changed'] as const

export type EventName = (typeof EVENTS)[number]

type Camel<Text extends string> = Text extends `${infer Head}-${infer Tail}`
  ? `${Head}${Capitalize<Camel<Tail>>}`
  : Text

type CapabilityOf<Name extends string> = Name extends `${infer Capability}:${string}` ? Capability : never

/** The shape of `window.desktop`: `files:open-import` is `desktop.files.openImport`. Answers are unknown until parsed. */
export type DesktopFacade = {
  readonly [Capability in CapabilityOf<Channel>]: {
    readonly [Name in Channel as Name extends `${Capability}:${infer Verb}` ? Camel<Verb> : never]: (
      request: unknown,
    ) => Promise<unknown>
  }
} & {
  readonly events: { subscribe(event: EventName, listener: (payload: unknown) => void): () => void }
}

/** `files:open-import` → `['files', 'openImport']`. */
export function facadePath(channel: string): readonly [capability: string, verb: string] {
  const [capability = '', verb = ''] = channel.split(':')
  return [capability, verb.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())]
}
