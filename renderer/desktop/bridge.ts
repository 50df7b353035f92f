import './content-security.ts'
import { createBrowserDesktop } from './browser-desktop.ts'
import type { Desktop } from './desktop.ts'
import { createShellDesktop, isFacade } from './shell-desktop.ts'

let desktop: Desktop | undefined

/**
 * The machine this page runs on. This file is the only reader of `window.desktop`; without it the page is in a browser.
 * One instance per page, because a page has one machine.
 */
export function getDesktop(): Desktop {
  if (desktop === undefined) {
    const facade: unknown = Reflect.get(globalThis, 'desktop')
    desktop = isFacade(facade) ? createShellDesktop(facade) : createBrowserDesktop(globalThis.location.origin)
  }
  return desktop
}

export type { Desktop, DesktopResult, PickedFile, Printable } from './desktop.ts'
