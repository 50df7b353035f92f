import { cx } from './class-names.ts'
import { type DialogProps, ModalFrame } from './dialog.tsx'

const SIZES = { sm: 'w-96', md: 'w-[34rem]', lg: 'w-[48rem]', xl: 'w-[64rem]' }

/** A panel at the side, for detail that wants the height of the window. */
export function Sheet({ size = 'md', ...props }: DialogProps) {
  return (
    <ModalFrame
      {...props}
      frameClassName={cx('enter-slide inset-y-0 right-0 max-w-[calc(100vw-3rem)] border-l', SIZES[size])}
    />
  )
}
