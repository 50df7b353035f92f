/** The sign of the shop: a counter under its awning. */
export function BrandMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" className={className}>
      <path d="M3 9.5 5 3h14l2 6.5a3 3 0 0 1-6 0 3 3 0 0 1-6 0 3 3 0 0 1-6 0Z" fill="var(--accent)" />
      <path d="M9 9.5 9.7 3h4.6L15 9.5a3 3 0 0 1-6 0Z" fill="var(--marigold)" />
      <path d="M4 15h16v6H4z" fill="var(--accent)" />
    </svg>
  )
}
