/** A combination like `mod+k`, `shift+F2`, `Escape` or `?`. `mod` is Ctrl, and ⌘ on a Mac. */
interface Combo {
  readonly key: string
  readonly mod: boolean
  readonly shift: boolean
  readonly alt: boolean
}

const SIGNS: Record<string, string> = {
  Enter: '↵',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
}

/** Keys with a name of their own in each language, as printed on its keyboards. */
const NAMED_KEYS = ['Escape', 'PageUp', 'PageDown', 'Home', 'End', 'Delete', 'Space'] as const
export type NamedKey = (typeof NAMED_KEYS)[number]

export const isMac = (): boolean => /mac|iphone|ipad/i.test(navigator.userAgent)

function parseCombo(combo: string): Combo {
  const parts = combo.split('+')
  // "mod++" means the plus key.
  const key = combo.endsWith('+') ? '+' : (parts.at(-1) ?? '')
  return { key, mod: parts.includes('mod'), shift: parts.includes('shift'), alt: parts.includes('alt') }
}

const isFunctionKey = (key: string): boolean => /^F\d{1,2}$/.test(key)

/** True when the combination may fire while a person is typing in a field. */
export function worksWhileTyping(combo: string): boolean {
  const { key, mod } = parseCombo(combo)
  return mod || isFunctionKey(key) || key === 'Escape'
}

export function matchesCombo(event: KeyboardEvent, combo: string): boolean {
  const { key, mod, shift, alt } = parseCombo(combo)
  const modPressed = isMac() ? event.metaKey : event.ctrlKey
  const otherPressed = isMac() ? event.ctrlKey : event.metaKey
  if (modPressed !== mod || otherPressed || event.altKey !== alt) return false
  // On an AZERTY keyboard the digits of the top row need Shift, so they are known by their place.
  if (/^\d$/.test(key) && mod) return event.code === `Digit${key}` || event.code === `Numpad${key}`
  if (event.key.toLowerCase() !== key.toLowerCase()) return false
  // Where "?" or "+" stands behind Shift differs by keyboard; for letters and named keys Shift counts.
  return /^[^\p{L}\d]$/u.test(key) || event.shiftKey === shift
}

/** The keys as drawn on a key cap, one text per key: `["Ctrl", "K"]`. `nameOf` gives the name in the language on screen. */
export function comboKeys(combo: string, nameOf: (key: NamedKey) => string): string[] {
  const { key, mod, shift, alt } = parseCombo(combo)
  const keys: string[] = []
  if (mod) keys.push(isMac() ? '⌘' : 'Ctrl')
  if (alt) keys.push('Alt')
  if (shift) keys.push('⇧')
  const named = NAMED_KEYS.find((candidate) => candidate === (key === ' ' ? 'Space' : key))
  if (named) keys.push(nameOf(named))
  else keys.push(SIGNS[key] ?? (key.length === 1 ? key.toUpperCase() : key))
  return keys
}

/** The combination as `aria-keyshortcuts` wants it. */
export function comboToAria(combo: string): string {
  const { key, mod, shift, alt } = parseCombo(combo)
  const names = [
    mod && (isMac() ? 'Meta' : 'Control'),
    alt && 'Alt',
    shift && 'Shift',
    key === '+' ? 'Plus' : key,
  ]
  return names.filter(Boolean).join('+')
}
