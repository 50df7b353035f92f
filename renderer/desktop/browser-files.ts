import { MAX_FILE_BYTES } from '@shared/ipc/contract.ts'
import { err, ok } from '@shared/kernel/result.ts'
import type { Desktop } from './desktop.ts'

/** Opens the browser's file chooser. Must be called from a person's click or key, as browsers demand. */
export const pickFile: Desktop['files']['openImport'] = async (extensions) => {
  const input = document.createElement('input')
  input.type = 'file'
  input.accept = extensions.map((extension) => `.${extension}`).join(',')
  const file = await new Promise<File | null>((resolve) => {
    input.addEventListener('change', () => resolve(input.files?.[0] ?? null), { once: true })
    input.addEventListener('cancel', () => resolve(null), { once: true })
    input.click()
  })
  if (file === null) return ok(null)
  if (file.size > MAX_FILE_BYTES) return err({ type: 'FileTooLarge', limitBytes: MAX_FILE_BYTES })
  try {
    return ok({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })
  } catch (error) {
    // The file was moved, or its disk taken away, between choosing and reading.
    return err({ type: 'ReadFailed', code: error instanceof Error ? error.name : 'unknown' })
  }
}

/** Hands the content to the browser's downloads. A browser does not tell whether a person kept it. */
export const downloadFile: Desktop['files']['saveExport'] = async ({ suggestedName, content, mimeType }) => {
  const address = URL.createObjectURL(new Blob([content], { type: mimeType }))
  const link = document.createElement('a')
  link.href = address
  link.download = suggestedName
  link.click()
  // The download has its own reference to the content as soon as the click is handled; a minute is for slow disks.
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
  return ok({ saved: true })
}
