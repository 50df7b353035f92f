import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { MAX_FILE_BYTES } from '@shared/ipc/contract.ts'
import type { DesktopError } from '@shared/ipc/errors.ts'
import { err, ok, type Result } from '@shared/kernel/result.ts'
import { type Disk, replaceFile } from './disk.ts'
import { toReadError, toWriteError } from './file-errors.ts'

/** The system's own dialogs, in which a person gives access to one file. Both answer null for "cancel". */
export interface FileDialogs {
  chooseToOpen(extensions: readonly string[]): Promise<string | null>
  chooseToSave(suggestedName: string): Promise<string | null>
}

/** Files a person chose. The page never learns or gives a path. */
export interface Files {
  /** Null when nothing was chosen. Errors: `ReadFailed`, `PermissionDenied`, `FileTooLarge`. */
  openImport(
    extensions: readonly string[],
  ): Promise<Result<{ name: string; bytes: Uint8Array<ArrayBuffer> } | null, DesktopError>>
  /** The chosen file holds all of `bytes` or is untouched. Errors: `DiskFull`, `PermissionDenied`, `WriteFailed`. */
  saveExport(suggestedName: string, bytes: Uint8Array): Promise<Result<{ saved: boolean }, DesktopError>>
}

export function createFiles({
  dialogs,
  disk,
}: {
  readonly dialogs: FileDialogs
  readonly disk: Disk
}): Files {
  return {
    async openImport(extensions) {
      const path = await dialogs.chooseToOpen(extensions)
      if (path === null) return ok(null)
      try {
        if ((await stat(path)).size > MAX_FILE_BYTES) {
          return err({ type: 'FileTooLarge', limitBytes: MAX_FILE_BYTES })
        }
        return ok({ name: basename(path), bytes: new Uint8Array(await readFile(path)) })
      } catch (error) {
        return err(toReadError(error))
      }
    },
    async saveExport(suggestedName, bytes) {
      const path = await dialogs.chooseToSave(suggestedName)
      if (path === null) return ok({ saved: false })
      try {
        await replaceFile(disk, path, bytes)
        return ok({ saved: true })
      } catch (error) {
        return err(toWriteError(error))
      }
    },
  }
}
