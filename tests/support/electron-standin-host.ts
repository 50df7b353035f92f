import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BrowserContext, Frame, Page, Route } from 'playwright'
import { launchProfile } from './browser.ts'
import { preloadScript } from './electron-standin-preload.ts'
import { startCorsProxy } from './electron-standin-proxy.ts'
import { type Connection, connect, type Remote } from './electron-standin-rpc.ts'
import { fromWebUrl, type HostSide, type ShellSide, toWebUrl } from './electron-standin-sides.ts'

export interface StandInOptions {
  readonly bundle: string
  readonly userData: string
  readonly serverUrl: string | null
  readonly args: readonly string[]
}

export interface StandIn {
  readonly page: Page
  readonly shell: Remote<ShellSide>
  /** Exit code of the main process, once it has ended. */
  readonly exited: Promise<number | null>
  kill(): Promise<void>
  close(): Promise<void>
}

/** Starts the built main bundle in its own process and shows its windows in a Chromium of this process. */
export async function startStandIn(options: StandInOptions): Promise<StandIn> {
  const proxy = options.serverUrl === null ? null : await startCorsProxy(options.serverUrl)
  const child = startShell(options)
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const windows = serveWindows(child, () =>
    launchProfile(join(options.userData, 'standin-chromium'), {
      args: ['--disable-features=LocalNetworkAccessChecks', ...(proxy?.browserFlags ?? [])],
      // `app:` has no service workers; the stand-in's `https:` would.
      context: { viewport: { width: 1280, height: 800 }, serviceWorkers: 'block' },
    }),
  )
  const end = async (): Promise<void> => {
    await exited
    await windows.close()
    await proxy?.close()
  }
  const page = await Promise.race([windows.shown, exited.then(() => null)])
  if (page === null) {
    await end()
    throw new Error('The main process ended before it showed a window')
  }
  return {
    page,
    shell: windows.shell,
    exited,
    async kill() {
      child.kill('SIGKILL')
      await end()
    },
    async close() {
      await windows.shell.quit().catch(() => undefined) // already gone is as good as closed
      await end()
    },
  }
}

function startShell({ bundle, userData, serverUrl, args }: StandInOptions): ChildProcess {
  const boot = join(import.meta.dirname, 'electron-standin-boot.ts')
  const switches = [`--user-data-dir=${userData}`, ...args]
  if (serverUrl !== null) switches.push(`--server-url=${serverUrl}`)
  return spawn(process.execPath, ['--import', 'tsx', boot, ...switches], {
    cwd: join(import.meta.dirname, '../..'),
    env: { ...process.env, STANDIN_BUNDLE: bundle },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    serialization: 'advanced',
  })
}

interface Pages {
  readonly pageById: Map<number, Page>
  /** Addresses the main process itself asked for: the guard is not asked about them. */
  readonly wanted: Map<Page, string>
}

interface Windows {
  readonly shell: Remote<ShellSide>
  /** The page of the first window that was shown. */
  readonly shown: Promise<Page>
  close(): Promise<void>
}

/** The browser starts with the first window: a second copy of the app must not touch the first one's profile. */
function serveWindows(child: ChildProcess, launch: () => Promise<BrowserContext>): Windows {
  const pages: Pages = { pageById: new Map(), wanted: new Map() }
  let context: Promise<BrowserContext> | undefined
  let show: (page: Page) => void = () => undefined
  const shown = new Promise<Page>((resolve) => {
    show = resolve
  })
  const connection: Connection<ShellSide> = connect<ShellSide>(
    {
      // Rpc messages are plain objects; a shell that has just ended no longer waits for its answer.
      send: (message) => void (child.connected && child.send(message as object, () => undefined)),
      onMessage: (listener) => child.on('message', listener),
    },
    windowMethods(pages, {
      context: () => {
        context ??= launch().then((launched) => prepareContext(launched, connection.there, pages))
        return context
      },
      show: (page) => show(page),
      closed: (id) => connection.there.windowClosed(id),
    }),
  )
  return {
    shell: connection.there,
    shown,
    async close() {
      connection.close()
      await (await context)?.close()
    },
  }
}

async function prepareContext(
  context: BrowserContext,
  shell: Remote<ShellSide>,
  pages: Pages,
): Promise<BrowserContext> {
  await context.exposeBinding('__standinInvoke', ({ page, frame }, channel: string, request: unknown) =>
    invokeShell(shell, windowIdOf(pages, page), frame, channel, request),
  )
  await context.route('**/*', (route) => answerRoute(shell, pages, route))
  context.on('page', (page) => void closePopup(page))
  return context
}

interface WindowDeps {
  readonly context: () => Promise<BrowserContext>
  readonly show: (page: Page) => void
  readonly closed: (id: number) => Promise<void>
}

function windowMethods({ pageById, wanted }: Pages, { context, show, closed }: WindowDeps): HostSide {
  const pageOf = (id: number): Page => {
    const page = pageById.get(id)
    if (page === undefined) throw new Error(`Window ${id} has no page`)
    return page
  }
  const visit = async (page: Page, url: string): Promise<void> => {
    wanted.set(page, url)
    await page.goto(url)
    wanted.delete(page)
  }
  return {
    async openWindow({ id, preload, width, height }) {
      const browser = await context()
      // The first window takes the tab the browser opened with.
      const page = pageById.size === 0 ? browser.pages()[0] : undefined
      const own = page ?? (await browser.newPage())
      pageById.set(id, own)
      await own.setViewportSize({ width, height })
      if (preload !== null) await own.addInitScript(preloadScript(readFileSync(preload, 'utf8')))
      own.on('close', () => void closed(id).catch(() => undefined)) // the shell may have ended first
    },
    loadUrl: (id, url) => visit(pageOf(id), toWebUrl(url)),
    reload: (id) => visit(pageOf(id), pageOf(id).url()),
    async closeWindow(id) {
      await pageById.get(id)?.close()
    },
    deliver: (id, channel, payload) =>
      pageOf(id).evaluate(
        ([name, value]) => {
          const deliver: unknown = Reflect.get(window, '__standinDeliver')
          if (typeof deliver === 'function') deliver(name, value)
        },
        [channel, payload] as const,
      ),
    evaluate: (id, script) => pageOf(id).evaluate(script),
    pdf: (id, width, height) =>
      pageOf(id).pdf({ width: `${width}in`, height: `${height}in`, printBackground: true }),
    windowShown: (id) => show(pageOf(id)),
  }
}

async function invokeShell(
  shell: Remote<ShellSide>,
  windowId: number,
  frame: Frame,
  channel: string,
  request: unknown,
): Promise<{ value?: unknown; error?: string }> {
  try {
    const asker = { url: fromWebUrl(frame.url()), isMain: frame.parentFrame() === null }
    return { value: await shell.invoke(windowId, asker, channel, request) }
  } catch (error) {
    return { error: `Error invoking remote method '${channel}': ${error}` }
  }
}

const windowIdOf = ({ pageById }: Pages, page: Page): number =>
  [...pageById].find(([, known]) => known === page)?.[0] ?? -1

/** Every request of every page: navigations ask the guard, `app:` is answered by the app's own protocol handler. */
async function answerRoute(shell: Remote<ShellSide>, pages: Pages, route: Route): Promise<void> {
  const request = route.request()
  const url = fromWebUrl(request.url())
  try {
    if (request.isNavigationRequest() && (await isForbidden(shell, pages, route, url))) {
      return await route.abort('aborted')
    }
    const answer = request.url() === url ? null : await shell.protocolRequest(url, request.method())
    if (answer === null) return await route.continue()
    await route.fulfill({
      status: answer.status,
      headers: { ...answer.headers },
      body: Buffer.from(answer.body),
    })
  } catch {
    // The page or the shell went away while the request was under way.
    await route.abort('failed').catch(() => undefined)
  }
}

async function isForbidden(
  shell: Remote<ShellSide>,
  pages: Pages,
  route: Route,
  url: string,
): Promise<boolean> {
  const frame = frameOf(route)
  if (frame === null) return shell.windowOpenDenied([...pages.pageById.keys()][0] ?? -1, url)
  const page = frame.page()
  const windowId = windowIdOf(pages, page)
  if (windowId === -1) return false
  if (pages.wanted.get(page) === route.request().url()) return false
  return shell.navigationPrevented(windowId, url, frame.parentFrame() === null)
}

/** Null for the first request of a window that does not exist yet: Playwright has no frame for it. */
function frameOf(route: Route): Frame | null {
  try {
    return route.request().frame()
  } catch {
    return null
  }
}

/**
 * Electron never creates a window that was denied; a page without an opener is the test's own (axe opens one). The page
 * goes only after its first request was answered, because that request is what asks the guard.
 */
async function closePopup(page: Page): Promise<void> {
  if ((await page.opener()) === null) return
  await page.waitForEvent('requestfailed', { timeout: 500 }).catch(() => undefined) // an empty page asks for nothing
  await page.close()
}
