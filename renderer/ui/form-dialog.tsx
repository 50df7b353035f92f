import { type ReactNode, useId } from 'react'
import { Button } from './button.tsx'
import { Dialog, type DialogProps } from './dialog.tsx'

interface FormDialogProps extends Pick<DialogProps, 'title' | 'description' | 'size' | 'children'> {
  /** The words on the two buttons. */
  back: string
  submit: string
  busy?: boolean
  /** Something else than the two, at the other end of the line. */
  aside?: ReactNode
  onBack: () => void
  onSubmit: () => void
}

/** A dialog that asks for something: Enter submits, Escape and the other button leave. */
export function FormDialog({
  back,
  submit,
  busy = false,
  aside,
  onBack,
  onSubmit,
  children,
  ...dialog
}: FormDialogProps) {
  const formId = useId()
  return (
    <Dialog
      {...dialog}
      open
      onOpenChange={onBack}
      footer={
        <>
          {aside}
          <Button size="lg" onClick={onBack}>
            {back}
          </Button>
          <Button size="lg" variant="primary" type="submit" form={formId} busy={busy}>
            {submit}
          </Button>
        </>
      }
    >
      <form
        noValidate
        id={formId}
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          onSubmit()
        }}
      >
        {children}
      </form>
    </Dialog>
  )
}
