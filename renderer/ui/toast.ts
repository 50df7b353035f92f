import { toast as sonner } from 'sonner'
import { i18n } from '../i18n/index.ts'

interface ToastOptions {
  readonly description?: string
}

const UNDO_MS = 8_000

/** Short news at the edge of the screen. Anything that must not be missed belongs in a Banner or a Dialog. */
export const toast = {
  success: (message: string, options: ToastOptions = {}): void => void sonner.success(message, options),
  info: (message: string, options: ToastOptions = {}): void => void sonner.info(message, options),
  warning: (message: string, options: ToastOptions = {}): void => void sonner.warning(message, options),
  error: (message: string, options: ToastOptions = {}): void =>
    void sonner.error(message, { ...options, duration: UNDO_MS }),
  undo: (message: string, onUndo: () => void): void =>
    void sonner.success(message, {
      duration: UNDO_MS,
      action: { label: i18n.t('action.undo', { ns: 'common' }), onClick: onUndo },
    }),
}
