import type { OrderLine } from '@shared/schemas/orders.schema.ts'
import { useLotTexts } from './use-lot-texts.ts'

/** Which pieces the buyer took: for a guarantee, and for a lot that is called back. */
export function PaperLots({ line }: { line: Pick<OrderLine, 'lots' | 'unit'> }) {
  return useLotTexts()(line).map((text) => <p key={text}>{text}</p>)
}
