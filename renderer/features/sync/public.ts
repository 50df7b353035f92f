/** What other screens may use of the sync screen: how far off this device's clock is, in words. */
export { useClockText } from './use-clock-text.ts'
/** Fields of documents in words. */
export { useFieldName } from './use-field-name.ts'
