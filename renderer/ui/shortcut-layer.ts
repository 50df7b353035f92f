import { createContext, useContext } from 'react'

/**
 * Shortcuts belong to the layer they are declared in: the page, or an open dialog. Only those of the topmost layer
 * fire, so that F2 does not take a payment behind an open question.
 */
const ShortcutLayerContext = createContext('page')

export const ShortcutLayer = ShortcutLayerContext.Provider
export const useShortcutLayer = (): string => useContext(ShortcutLayerContext)

/** The layer on top right now, read from the document so that it can never disagree with what is on screen. */
export function topShortcutLayer(): string {
  const open = document.querySelectorAll<HTMLElement>('[data-shortcut-layer][data-state="open"]')
  return open.item(open.length - 1)?.dataset.shortcutLayer ?? 'page'
}
