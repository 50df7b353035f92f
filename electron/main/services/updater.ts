import type { UpdateStatus } from '@shared/ipc/contract.ts'
import type { DesktopError } from '@shared/ipc/errors.ts'
import { err, ok, type Result } from '@shared/kernel/result.ts'
import type { Log } from './file-log.ts'

/** The part of electron-updater in use. */
export interface UpdateFeed {
  autoDownload: boolean
  autoInstallOnAppQuit: boolean
  allowDowngrade: boolean
  checkForUpdates(): Promise<unknown>
  quitAndInstall(isSilent?: boolean, isForceRunAfter?: boolean): void
  on(event: 'update-available' | 'update-downloaded', listener: (info: { version: string }) => void): unknown
  on(event: 'update-not-available', listener: () => void): unknown
  on(event: 'download-progress', listener: (progress: { percent: number }) => void): unknown
  on(event: 'error', listener: (error: Error) => void): unknown
}

/** New versions of the app. Nothing is installed without a person asking, nor while a write is not safe on the disk. */
export interface Updater {
  status(): UpdateStatus
  /** Errors: `UpdateFailed` when the feed does not answer. A feed that is off answers `disabled`. */
  check(): Promise<Result<UpdateStatus, DesktopError>>
  /** UPDATE-1: refuses with `UpdateRefused` unless every write is flushed. The app closes right after a good answer. */
  install(): Promise<Result<void, DesktopError>>
}

export interface UpdaterDeps {
  /** Null when this copy of the app was not installed by an installer, and so cannot be updated by one. */
  readonly feed: UpdateFeed | null
  readonly writesAreSafe: () => Promise<boolean>
  readonly onChange: (status: UpdateStatus) => void
  readonly log: Log
}

const DISABLED: UpdateStatus = { state: 'disabled', version: null, percent: null }

export function createUpdater({ feed, writesAreSafe, onChange, log }: UpdaterDeps): Updater {
  if (feed === null) {
    return {
      status: () => DISABLED,
      check: async () => ok(DISABLED),
      install: async () => err({ type: 'UpdateRefused', reason: 'nothing-ready' }),
    }
  }
  let status: UpdateStatus = { state: 'idle', version: null, percent: null }
  const become = (next: Partial<UpdateStatus>): void => {
    status = { ...status, ...next }
    onChange(status)
  }
  feed.autoDownload = true
  // Closing the shop in the evening must never turn into an update; and an older version may not know today's data.
  feed.autoInstallOnAppQuit = false
  feed.allowDowngrade = false
  feed.on('update-available', ({ version }) => become({ state: 'available', version, percent: 0 }))
  feed.on('update-not-available', () => become({ state: 'idle', version: null, percent: null }))
  feed.on('download-progress', ({ percent }) =>
    become({ state: 'downloading', percent: Math.min(100, Math.max(0, percent)) }),
  )
  feed.on('update-downloaded', ({ version }) => become({ state: 'ready', version, percent: 100 }))
  feed.on('error', (error) => {
    log.error('update failed', error)
    become({ state: 'failed', percent: null })
  })
  return {
    status: () => status,
    async check() {
      // A version already here is offered as it is: a new look at the feed would only download it again.
      if (status.state === 'ready' || status.state === 'downloading') return ok(status)
      become({ state: 'checking' })
      try {
        await feed.checkForUpdates()
        if (status.state === 'checking') become({ state: 'idle' })
        return ok(status)
      } catch (error) {
        become({ state: 'failed', percent: null })
        return err({ type: 'UpdateFailed', reason: error instanceof Error ? error.message : String(error) })
      }
    },
    async install() {
      if (status.state !== 'ready') return err({ type: 'UpdateRefused', reason: 'nothing-ready' })
      if (!(await writesAreSafe())) return err({ type: 'UpdateRefused', reason: 'writes-not-safe' })
      // The answer must leave before the app does.
      setImmediate(() => feed.quitAndInstall(false, true))
      return ok(undefined)
    },
  }
}
