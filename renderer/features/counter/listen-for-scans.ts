import { isModalOpen } from '@renderer/ui/page-focus.ts'
import { createScanDetector } from './scan-detector.ts'

export interface Scan {
  readonly code: string
  /** What the scan field held when the code began; empty when the code came in anywhere else. */
  readonly before: string
}

interface Options {
  readonly onScan: (scan: Scan) => void
  /** Where a person's first keystroke goes when no field has the focus. */
  readonly scanField: () => HTMLInputElement | null
  /** While the counter itself is being set up, codes are for what is open, not for the cart. */
  readonly isSetUp: () => boolean
}

type TextControl = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

interface Held {
  readonly control: TextControl
  readonly value: string
}

const NOT_TYPED_INTO = new Set(['checkbox', 'radio', 'button', 'submit', 'reset', 'range', 'color', 'file'])

/**
 * Hears a scanner wherever the focus is. A code that landed in a field is taken out of it again, so a scan never leaves
 * digits in a quantity, a phone number or a discount, and its Enter never presses a button or sends a form.
 * Returns a function that stops listening.
 */
export function listenForScans({ onScan, scanField, isSetUp }: Options): () => void {
  const detector = createScanDetector()
  let held: Held | null = null

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.isComposing || isSecret(event.target) || isSetUp()) return
    const control = textControlOf(event.target)
    const heard = detector.press({
      key: event.key,
      code: event.code,
      at: event.timeStamp,
      repeat: event.repeat,
      withModifier: event.ctrlKey || event.metaKey || (event.altKey && event.key.length !== 1),
    })
    if (heard.type === 'started') {
      const receiver = control ?? redirect(event, scanField())
      held = receiver ? { control: receiver, value: receiver.value } : null
    }
    // On a button a code with a space in it would press the button.
    if (heard.type === 'grew' && !control && event.key === ' ') event.preventDefault()
    if (heard.type !== 'scanned') return
    event.preventDefault()
    event.stopImmediatePropagation()
    const field = scanField()
    const before = held && held.control === field ? held.value : ''
    if (held) setValue(held.control, held.control === field ? '' : held.value)
    held = null
    onScan({ code: heard.code, before })
  }
  window.addEventListener('keydown', onKeyDown, { capture: true })
  return () => window.removeEventListener('keydown', onKeyDown, { capture: true })
}

/** What is typed into a code or password field is never a scan: its Enter must reach the form. */
const isSecret = (target: EventTarget | null): boolean =>
  target instanceof HTMLInputElement && target.type === 'password'

function textControlOf(target: EventTarget | null): TextControl | null {
  if (target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return target
  return target instanceof HTMLInputElement && !NOT_TYPED_INTO.has(target.type) ? target : null
}

/** Sends typing that would go nowhere to the scan field: moving the focus on keydown lets the character land there. */
function redirect(event: KeyboardEvent, field: HTMLInputElement | null): HTMLInputElement | null {
  const typed = /^[\p{L}\p{N}*]$/u.test(event.key) || /^(?:Digit|Numpad)\d$/.test(event.code)
  if (!field || !typed || event.altKey || event.defaultPrevented || isModalOpen()) return null
  if (event.target instanceof HTMLElement && event.target.isContentEditable) return null
  field.focus()
  return field
}

/** Sets a control's value as typing does, so that whoever owns the field hears of it. */
function setValue(control: TextControl, value: string): void {
  if (control.value === value) return
  const prototype = Object.getPrototypeOf(control)
  Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(control, value)
  control.dispatchEvent(
    new Event(control instanceof HTMLSelectElement ? 'change' : 'input', { bubbles: true }),
  )
}
