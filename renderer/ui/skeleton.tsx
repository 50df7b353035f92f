import { cx } from './class-names.ts'

/** Holds the place of what is on its way. Silent for assistive technology: the container says it is busy. */
export function Skeleton({ className }: { className?: string | undefined }) {
  return <span aria-hidden className={cx('block h-3 animate-pulse rounded-sm bg-sunken', className)} />
}
