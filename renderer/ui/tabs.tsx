import { Tabs as RadixTabs } from 'radix-ui'
import type { ReactNode } from 'react'

interface TabItem<Value extends string> {
  readonly value: Value
  readonly label: ReactNode
  readonly content: ReactNode
}

interface TabsProps<Value extends string> {
  /** Names the row of tabs. */
  label: string
  value: Value
  onChange: (value: Value) => void
  items: readonly TabItem<Value>[]
}

export function Tabs<Value extends string>({ label, value, onChange, items }: TabsProps<Value>) {
  const choose = (chosen: string): void => {
    const item = items.find((candidate) => candidate.value === chosen)
    if (item) onChange(item.value)
  }
  return (
    <RadixTabs.Root value={value} onValueChange={choose} className="flex min-h-0 flex-1 flex-col">
      <RadixTabs.List aria-label={label} className="flex gap-1 border-b border-rule">
        {items.map((item) => (
          <RadixTabs.Trigger
            key={item.value}
            value={item.value}
            className="-mb-px min-h-9 rounded-t-md border-b-2 border-transparent px-3 font-medium text-ink-muted hover:text-ink focus-visible:-outline-offset-2 data-[state=active]:border-accent data-[state=active]:text-accent-ink"
          >
            {item.label}
          </RadixTabs.Trigger>
        ))}
      </RadixTabs.List>
      {items.map((item) => (
        <RadixTabs.Content
          key={item.value}
          value={item.value}
          className="flex min-h-0 flex-1 flex-col pt-3 focus-visible:outline-offset-0 data-[state=inactive]:hidden"
        >
          {item.content}
        </RadixTabs.Content>
      ))}
    </RadixTabs.Root>
  )
}
