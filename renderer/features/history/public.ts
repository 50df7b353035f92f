export { HistoryButton } from './history-dialog.tsx'
export { SettingHistoryButton } from './setting-history-button.tsx'
export { useUndo } from './use-undo.ts'
export { useUndoKeys } from './use-undo-keys.ts'
