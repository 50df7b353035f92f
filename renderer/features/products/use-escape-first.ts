import { type RefObject, useEffect, useEffectEvent } from 'react'

/**
 * Takes Escape for a field before the dialog around it does: dialogs listen on the document, so only a listener on the
 * window comes first. While `active` is false Escape means what it means to the dialog.
 */
export function useEscapeFirst(
  field: RefObject<HTMLElement | null>,
  active: boolean,
  onEscape: () => void,
): void {
  const takeEscape = useEffectEvent(onEscape)
  useEffect(() => {
    if (!active) return
    const listener = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.target !== field.current) return
      event.preventDefault()
      event.stopImmediatePropagation()
      takeEscape()
    }
    window.addEventListener('keydown', listener, { capture: true })
    return () => window.removeEventListener('keydown', listener, { capture: true })
  }, [field, active])
}
