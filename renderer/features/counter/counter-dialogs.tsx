import { ChooseDialog } from './choose-dialog.tsx'
import { useCounter } from './counter-context.tsx'
import type { CounterDialog, CounterPrompt } from './counter-store.ts'
import { CustomerDialog } from './customer-dialog.tsx'
import { DiscountDialog } from './discount-dialog.tsx'
import { FavouritesDialog } from './favourites-dialog.tsx'
import { FreeDialog } from './free-dialog.tsx'
import { HeldDialog } from './held-dialog.tsx'
import { LotsDialog } from './lots-dialog.tsx'
import { NoteDialog } from './note-dialog.tsx'
import { PayDialog } from './pay-dialog.tsx'
import { PriceDialog } from './price-dialog.tsx'
import { ReturnFlow } from './return-flow.tsx'
import { ScaleLabelsDialog } from './scale-labels-dialog.tsx'
import { ScannerDialog } from './scanner-dialog.tsx'
import { SoldDialog } from './sold-dialog.tsx'
import { WeighDialog } from './weigh-dialog.tsx'

/** What is open over the counter, and above it the question a scan has raised. */
export function CounterDialogs() {
  const dialog = useCounter((state) => state.dialog)
  const prompt = useCounter((state) => state.prompt)
  return (
    <>
      {dialog && <OpenDialog dialog={dialog} />}
      {prompt && <OpenPrompt prompt={prompt} />}
    </>
  )
}

function OpenDialog({ dialog }: { dialog: CounterDialog }) {
  switch (dialog.type) {
    case 'customer':
      return <CustomerDialog thenPay={dialog.thenPay} />
    case 'discount':
      return <DiscountDialog lineId={dialog.lineId} />
    case 'note':
      return <NoteDialog lineId={dialog.lineId} />
    case 'lots':
      return <LotsDialog lineId={dialog.lineId} />
    case 'held':
      return <HeldDialog />
    case 'favourites':
      return <FavouritesDialog />
    case 'scanner':
      return <ScannerDialog />
    case 'scale-labels':
      return <ScaleLabelsDialog />
    case 'pay':
      return <PayDialog start={dialog.plan} />
    case 'receipt':
      return <SoldDialog order={dialog.order} returned={dialog.returned ?? null} />
    case 'return':
      return <ReturnFlow text={dialog.text} />
  }
}

function OpenPrompt({ prompt }: { prompt: CounterPrompt }) {
  switch (prompt.type) {
    case 'choose':
      return <ChooseDialog prompt={prompt} />
    case 'price':
      return <PriceDialog prompt={prompt} />
    case 'weigh':
      return <WeighDialog prompt={prompt} />
    case 'free':
      return <FreeDialog prompt={prompt} />
  }
}
