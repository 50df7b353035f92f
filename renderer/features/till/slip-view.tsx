import type { ReactNode } from 'react'

/** A slip may be longer than the window: whoever has no mouse scrolls it with the arrows. */
export function SlipView({ label, children }: { label: string; children: ReactNode }) {
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard
      tabIndex={0}
      className="max-w-full border border-rule"
    >
      {children}
    </section>
  )
}
