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
