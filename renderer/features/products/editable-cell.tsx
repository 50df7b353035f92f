import { IconButton } from '@renderer/ui/icon-button.tsx'
import { Pencil } from 'lucide-react'
import { type FocusEvent, type KeyboardEvent, type ReactNode, useRef, useState } from 'react'

interface EditableCellProps {
  /** What is edited, e.g. "Price: Bissap". */
  label: string
  /** The text the editor starts with. */
  text: string
  children: ReactNode
  disabled?: boolean | undefined
  align?: 'start' | 'end' | undefined
  inputMode?: 'text' | 'decimal' | undefined
  /** Stores the text. False keeps the editor open with what was typed; the reason has been said. */
  onSave: (text: string) => Promise<boolean>
}

const gridOf = (element: Element | null): HTMLElement | null =>
  element?.closest<HTMLElement>('[role="grid"]') ?? null

/** A cell that can be edited in place: F2 or the pencil opens it, Enter and leaving store, Escape gives up. */
export function EditableCell({
  label,
  text,
  children,
  disabled,
  align,
  inputMode,
  onSave,
}: EditableCellProps) {
  const [editing, setEditing] = useState(false)
  const anchor = useRef<HTMLDivElement>(null)
  const close = (): void => {
    const grid = gridOf(anchor.current)
    setEditing(false)
    grid?.focus()
  }
  // F2 moves the focus from the grid to the first control of the cell: that alone opens the editor.
  const openFromGrid = (event: FocusEvent<HTMLButtonElement>): void => {
    if (event.relatedTarget instanceof Element && event.relatedTarget === gridOf(event.currentTarget))
      setEditing(true)
  }
  return (
    <div
      ref={anchor}
      className={`group/cell flex min-w-0 items-center gap-1 ${align === 'end' ? 'justify-end' : ''}`}
    >
      {editing ? (
        <CellEditor
          {...{ label, text, align, inputMode, onSave }}
          onClose={close}
          onLeave={() => setEditing(false)}
        />
      ) : (
        <>
          <span className={align === 'end' ? 'order-2 min-w-0 truncate' : 'min-w-0 truncate'}>
            {children}
          </span>
          {!disabled && (
            <IconButton
              label={label}
              icon={<Pencil aria-hidden />}
              size="sm"
              tabIndex={-1}
              className="-my-1 opacity-0 focus-visible:opacity-100 group-hover/cell:opacity-100"
              onFocus={openFromGrid}
              onClick={() => setEditing(true)}
            />
          )}
        </>
      )}
    </div>
  )
}

interface CellEditorProps extends Omit<EditableCellProps, 'children' | 'disabled'> {
  onClose: () => void
  onLeave: () => void
}

function CellEditor({ label, text, align, inputMode, onSave, onClose, onLeave }: CellEditorProps) {
  const [typed, setTyped] = useState(text)
  const [saving, setSaving] = useState(false)
  const [invalid, setInvalid] = useState(false)
  const closed = useRef(false)
  // Closing moves the focus to the grid while the field is still there: that is not leaving it with something to store.
  const close = (): void => {
    closed.current = true
    onClose()
  }
  const save = async (then: () => void): Promise<void> => {
    if (saving) return
    if (typed === text) {
      then()
      return
    }
    setSaving(true)
    const stored = await onSave(typed)
    setSaving(false)
    setInvalid(!stored)
    if (stored) then()
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') {
      event.preventDefault()
      void save(close)
    } else if (event.key === 'Escape') {
      event.preventDefault()
      event.stopPropagation()
      close()
    }
  }
  return (
    <input
      // The editor appears because the person asked for it, so the caret belongs in it.
      ref={selectOnMount}
      aria-label={label}
      aria-invalid={invalid || undefined}
      data-invalid={invalid}
      value={typed}
      inputMode={inputMode}
      readOnly={saving}
      onChange={(event) => setTyped(event.target.value)}
      onKeyDown={onKeyDown}
      onBlur={() => {
        if (!closed.current) void save(onLeave)
      }}
      className={`field-control -my-1 min-h-7 w-full -outline-offset-2 min-w-0 px-2 text-sm ${align === 'end' ? 'text-right' : ''}`}
    />
  )
}

function selectOnMount(element: HTMLInputElement | null): void {
  element?.focus()
  element?.select()
}
