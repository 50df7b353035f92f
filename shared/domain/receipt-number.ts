import { type Receipt, receiptSchema } from '@shared/schemas/orders.schema.ts'

const COUNTER_DIGITS = 6

/** `A1-1-000042`: device, receipt epoch, counter (RECEIPT-1). Longer counters simply grow. */
export const formatReceipt = ({ deviceCode, epoch, counter }: Receipt): string =>
  `${deviceCode}-${epoch}-${String(counter).padStart(COUNTER_DIGITS, '0')}`

/** Reads what `formatReceipt` wrote, also in lower case or with spaces around; null for any other text. */
export function parseReceipt(text: string): Receipt | null {
  const match = /^([A-Z0-9]{2,6})-(\d{1,9})-(\d{1,12})$/.exec(text.trim().toUpperCase())
  if (!match) return null
  const [, deviceCode, epoch, counter] = match
  const parsed = receiptSchema.safeParse({ deviceCode, epoch: Number(epoch), counter: Number(counter) })
  return parsed.success ? parsed.data : null
}
