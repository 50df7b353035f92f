/** What a row of goods is about: the name, and below it the code. */
export function LineHeading({ name, sku, className }: { name: string; sku: string; className: string }) {
  return (
    <th scope="row" className={`${className} text-left font-medium`}>
      {name}
      {sku !== '' && <span className="block text-xs font-normal text-ink-muted">{sku}</span>}
    </th>
  )
}
