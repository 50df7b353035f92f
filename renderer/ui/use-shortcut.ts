import { useEffectEvent, useLayoutEffect } from 'react'
import { matchesCombo, worksWhileTyping } from './shortcut-combo.ts'
import { topShortcutLayer, useShortcutLayer } from './shortcut-layer.ts'

interface ShortcutOptions {
  readonly enabled?: boolean | undefined
  /** False for a key that a field has a use of its own for, such as Ctrl+Z. */
  readonly whileTyping?: boolean | undefined
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (
    target.isContentEditable ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement
  )
    return true
  return (
    target instanceof HTMLInputElement &&
    !['checkbox', 'radio', 'button', 'submit', 'range'].includes(target.type)
  )
}

/**
 * Calls `handler` when the combination is pressed: `mod+k`, `F2`, `Escape`, `?`. While a person types in a field only
 * combinations with `mod`, function keys and Escape fire. A key another component has used already is left alone.
 */
export function useShortcut(
  combo: string,
  handler: (event: KeyboardEvent) => void,
  { enabled = true, whileTyping = true }: ShortcutOptions = {},
): void {
  const layer = useShortcutLayer()
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || event.repeat) return
    if (!matchesCombo(event, combo)) return
    if (isTyping(event.target) && !(whileTyping && worksWhileTyping(combo))) return
    if (topShortcutLayer() !== layer) return
    event.preventDefault()
    handler(event)
  })
  // Before the screen is painted: whoever sees it may press its keys.
  useLayoutEffect(() => {
    if (!enabled) return
    const listener = (event: KeyboardEvent): void => onKeyDown(event)
    window.addEventListener('keydown', listener)
    return () => window.removeEventListener('keydown', listener)
  }, [enabled])
}
