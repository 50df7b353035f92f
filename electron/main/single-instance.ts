import type { App } from 'electron'

/**
 * Two copies of the app on one profile would write one journal and one database. The second copy brings the first one to
 * the front and ends. Answers whether this is the first.
 */
export function setupSingleInstance(
  app: Pick<App, 'requestSingleInstanceLock' | 'on'>,
  show: () => void,
): boolean {
  if (!app.requestSingleInstanceLock()) return false
  app.on('second-instance', show)
  return true
}
