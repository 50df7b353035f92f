import { useLayoutEffect, useRef, useState } from 'react'

interface ParsedTextOptions<Value> {
  readonly value: Value
  readonly write: (value: Value) => string
  /** The value the text means, or undefined when it means none. */
  readonly read: (text: string) => Value | undefined
  /** The value that is reported while the text means none; left out when nothing is reported then. */
  readonly unreadable?: Value
}

interface ParsedText {
  readonly text: string
  readonly setText: (text: string) => void
  /** Writes the value again in its tidy form, when the text means that value. */
  readonly tidy: () => void
}

/**
 * Keeps what a person typed as they typed it. The text follows the value only when the value changes to something
 * the text does not already mean, so a caret never jumps and a mistake stays visible to be mended.
 */
export function useParsedText<Value>({
  value,
  write,
  read,
  unreadable,
}: ParsedTextOptions<Value>): ParsedText {
  const [text, setText] = useState(() => write(value))
  const lastValue = useRef(value)
  useLayoutEffect(() => {
    if (Object.is(lastValue.current, value)) return
    lastValue.current = value
    const meant = read(text)
    if (!Object.is(meant === undefined ? unreadable : meant, value)) setText(write(value))
  })
  const tidy = (): void => {
    if (Object.is(read(text), value)) setText(write(value))
  }
  return { text, setText, tidy }
}
