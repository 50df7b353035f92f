import { z } from 'zod'
import { lineText, longText } from './envelope.ts'

export const addressSchema = z.strictObject({
  name: lineText().optional(),
  line1: lineText().optional(),
  line2: lineText().optional(),
  city: lineText(100).optional(),
  region: lineText(100).optional(),
  postalCode: lineText(20).optional(),
  country: lineText(60).optional(),
  phone: lineText(40).optional(),
  instructions: longText(1_000).optional(),
})
export type Address = z.infer<typeof addressSchema>
