/*
 * The stand-in runs the built main bundle in a process of its own, with a module named `electron` that asks the test's
 * process to show its windows in Chromium. These are the two sides of that conversation.
 */

export interface WindowRequest {
  readonly id: number
  readonly preload: string | null
  readonly width: number
  readonly height: number
}

export interface ProtocolAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
}

/** A path for the next file dialog, or null for a person who cancels. */
export type DialogAnswer = string | null

/** What the shell did to the world outside, for tests to look at. */
export interface ShellDeed {
  readonly kind: 'opened outside' | 'open dialog' | 'save dialog' | 'question' | 'printed'
  readonly detail: string
}

/** Offered by the test's process. */
export type HostSide = {
  openWindow(request: WindowRequest): Promise<void>
  loadUrl(windowId: number, url: string): Promise<void>
  reload(windowId: number): Promise<void>
  closeWindow(windowId: number): Promise<void>
  deliver(windowId: number, channel: string, payload: unknown): Promise<void>
  evaluate(windowId: number, script: string): Promise<unknown>
  pdf(windowId: number, widthInches: number, heightInches: number): Promise<Uint8Array>
  windowShown(windowId: number): void
}

/** Offered by the process that runs the main bundle. */
export type ShellSide = {
  invoke(
    windowId: number,
    frame: { url: string; isMain: boolean },
    channel: string,
    request: unknown,
  ): Promise<unknown>
  protocolRequest(url: string, method: string): Promise<ProtocolAnswer | null>
  /** True when the main process forbids it. */
  navigationPrevented(windowId: number, url: string, isMainFrame: boolean): boolean
  windowOpenDenied(windowId: number, url: string): boolean
  windowClosed(windowId: number): void
  menuIds(): readonly string[]
  clickMenu(id: string): void
  resume(): void
  answerNextDialog(answer: DialogAnswer): void
  deeds(): readonly ShellDeed[]
  permissionGranted(permission: string, askedBy: string): boolean
  quit(): void
}

/** Chromium cannot route an unknown scheme, so `app://comptoir` is shown under a name of our own. */
export const toWebUrl = (url: string): string => {
  const match = /^([a-z]+):\/\/([^/?#]+)(.*)$/.exec(url)
  const isOurs = match !== null && match[1] !== 'http' && match[1] !== 'https'
  return isOurs ? `https://${match[2]}.${match[1]}.standin.test${match[3]}` : url
}

export const fromWebUrl = (url: string): string => {
  const match = /^https:\/\/([^/]+)\.([a-z]+)\.standin\.test(.*)$/.exec(url)
  return match === null ? url : `${match[2]}://${match[1]}${match[3]}`
}
