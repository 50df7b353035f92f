import { ok } from '@shared/kernel/result.ts'
import type { Updater } from '../services/updater.ts'
import type { Handlers } from './register-handler.ts'

/** New versions of the app, at a person's wish. */
export function updateHandlers(
  updater: Updater,
): Pick<Handlers, 'updates:status' | 'updates:check' | 'updates:install'> {
  return {
    'updates:status': async () => ok(updater.status()),
    'updates:check': () => updater.check(),
    'updates:install': async () => {
      const installed = await updater.install()
      return installed.ok ? ok({}) : installed
    },
  }
}
