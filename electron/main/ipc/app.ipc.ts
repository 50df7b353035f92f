import type { AppInfo } from '@shared/ipc/contract.ts'
import { ok } from '@shared/kernel/result.ts'
import type { ShellLocale } from '../menu.ts'
import type { Handlers } from './register-handler.ts'

export interface AppHandlerDeps {
  readonly describe: () => Promise<AppInfo>
  readonly serverOrigin: string | null
  readonly setLocale: (locale: ShellLocale) => void
}

/** What the page may know about the shell, and the one thing it may change. */
export function appHandlers(
  deps: AppHandlerDeps,
): Pick<Handlers, 'app:info' | 'app:server-url' | 'app:set-locale'> {
  return {
    'app:info': async () => ok(await deps.describe()),
    'app:server-url': async () => ok({ url: deps.serverOrigin }),
    'app:set-locale': async ({ locale }) => {
      deps.setLocale(locale)
      return ok({})
    },
  }
}
