import { Fragment, type ReactNode } from 'react'

interface DescriptionListProps {
  items: readonly { readonly term: string; readonly value: ReactNode }[]
}

export function DescriptionList({ items }: DescriptionListProps) {
  return (
    <dl className="grid grid-cols-[minmax(7rem,max-content)_1fr] gap-x-4 gap-y-1.5">
      {items.map(({ term, value }) => (
        <Fragment key={term}>
          <dt className="text-ink-muted">{term}</dt>
          <dd className="min-w-0 break-words tabular-nums">{value}</dd>
        </Fragment>
      ))}
    </dl>
  )
}
