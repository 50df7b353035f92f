import type { App, WebContents } from 'electron'
import { isAppUrl } from './app-origin.ts'
import type { Log } from './services/file-log.ts'

/** Places outside the app that a link in it may open, in the person's own browser. */
export const EXTERNAL_HOSTS: readonly string[] = ['wa.me', 'api.whatsapp.com', 'github.com']
const LONGEST_EXTERNAL_URL = 2_000

/**
 * Whether an address may be handed to the operating system. Only https to a known host: other schemes start programs
 * (`ms-msdt:`, `file:`), and a share (`\\host`) gives away the person's password hash.
 */
export function mayOpenOutside(address: string): boolean {
  if (address.length > LONGEST_EXTERNAL_URL || address.includes('\\')) return false
  try {
    const url = new URL(address)
    const plain = url.username === '' && url.password === '' && url.port === ''
    return url.protocol === 'https:' && plain && EXTERNAL_HOSTS.includes(url.hostname)
  } catch {
    // What does not parse here may parse to anything elsewhere.
    return false
  }
}

export interface NavigationGuardDeps {
  readonly openExternal: (address: string) => Promise<void>
  readonly log: Log
}

/**
 * NAV-1 every page of the app stays on the app's own origin, opens no second window, and embeds no other page. Applies to
 * every web contents there will ever be, also one made by mistake.
 */
export function setupNavigationGuard(app: Pick<App, 'on'>, deps: NavigationGuardDeps): void {
  app.on('web-contents-created', (_event, contents) => guardContents(contents, deps))
}

export function guardContents(
  contents: Pick<WebContents, 'on' | 'setWindowOpenHandler'>,
  { openExternal, log }: NavigationGuardDeps,
): void {
  const stay = (event: { preventDefault(): void }, address: string): void => {
    if (isAppUrl(address)) return
    event.preventDefault()
    log.info('navigation refused', { address: address.slice(0, 200) })
  }
  contents.on('will-navigate', (event) => stay(event, event.url))
  contents.on('will-frame-navigate', (event) => stay(event, event.url))
  contents.on('will-redirect', (event) => stay(event, event.url))
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(({ url }) => {
    if (mayOpenOutside(url)) {
      // Not inside the handler: the operating system may answer slowly, and the page would wait for it.
      setImmediate(() => {
        openExternal(url).catch((error: unknown) => log.error('external link failed', error))
      })
    } else {
      log.info('window refused', { address: url.slice(0, 200) })
    }
    return { action: 'deny' }
  })
}
