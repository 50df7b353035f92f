import { dialog } from 'electron'
import type { ShellWords } from './locales/fr.ts'
import type { FileDialogs } from './services/files.ts'

/** The system's open and save dialogs, in the language of the moment. */
export function createFileDialogs(words: () => ShellWords): FileDialogs {
  return {
    async chooseToOpen(extensions) {
      const { chooseFile, importableFiles, allFiles } = words()
      const { canceled, filePaths } = await dialog.showOpenDialog({
        title: chooseFile,
        properties: ['openFile', 'dontAddToRecent'],
        filters: [
          { name: importableFiles, extensions: [...extensions] },
          { name: allFiles, extensions: ['*'] },
        ],
      })
      return canceled ? null : (filePaths[0] ?? null)
    },
    async chooseToSave(suggestedName) {
      const { canceled, filePath } = await dialog.showSaveDialog({
        title: words().saveAs,
        defaultPath: suggestedName,
        properties: ['createDirectory', 'showOverwriteConfirmation', 'dontAddToRecent'],
      })
      return canceled || filePath === '' ? null : filePath
    },
  }
}

/** Asks in the system's own dialog whether this app may talk to that server from now on. */
export async function confirmServer(origin: string, words: ShellWords): Promise<boolean> {
  const { response } = await dialog.showMessageBox({
    type: 'question',
    message: words.useServer,
    detail: origin,
    buttons: [words.cancel, words.useThisServer],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  })
  return response === 1
}
