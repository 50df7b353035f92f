import { ok } from '@shared/kernel/result.ts'
import type { Files } from '../services/files.ts'
import type { Handlers } from './register-handler.ts'

/** Import and export through the system's dialogs. */
export function fileHandlers(files: Files): Pick<Handlers, 'files:open-import' | 'files:save-export'> {
  return {
    'files:open-import': async ({ extensions }) => {
      const opened = await files.openImport(extensions)
      return opened.ok ? ok({ file: opened.value }) : opened
    },
    'files:save-export': ({ suggestedName, bytes }) => files.saveExport(suggestedName, bytes),
  }
}
