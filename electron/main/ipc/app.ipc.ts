import type { AppInfo } from '@shared/ipc/contract.ts'
import { ok } from '@shared/kernel/result.ts'
import type { ShellLocale } from '../menu.ts'
import type { ServerAddress } from '../services/server-address.ts'
import type { Handlers } from './register-handler.ts'

export interface AppHandlerDeps {
  readonly describe: () => Promise<AppInfo>
  readonly server: ServerAddress
  readonly setLocale: (locale: ShellLocale) => void
}

/** What the page may know about the shell, and the little it may change. */
export function appHandlers(
  deps: AppHandlerDeps,
): Pick<Handlers, 'app:info' | 'app:server-url' | 'app:set-server-url' | 'app:set-locale'> {
  return {
    'app:info': async () => ok(await deps.describe()),
    'app:server-url': async () => ok({ url: deps.server.origin() }),
    'app:set-server-url': async ({ url }) => deps.server.change(url),
    'app:set-locale': async ({ locale }) => {
      deps.setLocale(locale)
      return ok({})
    },
  }
}
