import { FormDialog } from '@renderer/ui/form-dialog.tsx'
import { TextField } from '@renderer/ui/text-field.tsx'
import { TextareaField } from '@renderer/ui/textarea-field.tsx'
import type { Id } from '@shared/kernel/id.ts'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { setNote } from './cart.ts'
import { useCounter } from './counter-context.tsx'

const LINE_NOTE_MAX = 300
const CART_NOTE_MAX = 2_000

/** A word on a line or on the whole cart; it is printed on the receipt. */
export function NoteDialog({ lineId }: { lineId: Id | null }) {
  const { t } = useTranslation('counter')
  const cart = useCounter((state) => state.cart)
  const change = useCounter((state) => state.change)
  const close = useCounter((state) => state.close)
  const line = cart.lines.find(({ id }) => id === lineId)
  const [note, setText] = useState(line ? line.note : cart.note)
  const save = (): void => {
    const text = note.trim()
    change((current) => (line ? setNote(current, line.id, text) : { ...current, note: text }))
    close()
  }
  return (
    <FormDialog
      title={line ? t('note.line', { name: line.name }) : t('note.cart')}
      back={t('note.cancel')}
      submit={t('note.save')}
      onBack={close}
      onSubmit={save}
    >
      {line ? (
        <TextField
          label={t('note.field')}
          size="lg"
          autoFocus
          maxLength={LINE_NOTE_MAX}
          value={note}
          onChange={(event) => setText(event.target.value)}
        />
      ) : (
        <TextareaField
          label={t('note.field')}
          autoFocus
          maxLength={CART_NOTE_MAX}
          value={note}
          onChange={(event) => setText(event.target.value)}
        />
      )}
    </FormDialog>
  )
}
