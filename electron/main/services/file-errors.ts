import type { DesktopError } from '@shared/ipc/errors.ts'

/** The system's short code of a failed file operation, such as `ENOSPC`; `UNKNOWN` when it gave none. */
export function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return 'UNKNOWN'
  const code: unknown = Reflect.get(error, 'code')
  return typeof code === 'string' ? code : 'UNKNOWN'
}

/** Names what went wrong while writing, so that a person can be told what to do about it. */
export function toWriteError(error: unknown): DesktopError {
  const code = codeOf(error)
  if (code === 'ENOSPC' || code === 'EDQUOT') return { type: 'DiskFull' }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return { type: 'PermissionDenied' }
  return { type: 'WriteFailed', code }
}

/** Names what went wrong while reading. */
export function toReadError(error: unknown): DesktopError {
  const code = codeOf(error)
  return code === 'EACCES' || code === 'EPERM' ? { type: 'PermissionDenied' } : { type: 'ReadFailed', code }
}
