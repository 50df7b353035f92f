export { LabelsDialog, type WantedLabels } from './labels-dialog.tsx'
