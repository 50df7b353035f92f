import { cx } from '@renderer/ui/class-names.ts'
import type { SettingValue } from '@shared/schemas/settings.schema.ts'
import { COLOUR_CLASSES, initialsOf } from './favourite-order.ts'

/** The picture of a favourite, or its initials. Both are on this device already. */
export function TileFace({ value, name }: { value: SettingValue<'favourite'>; name: string }) {
  const { picture, colour } = value
  return (
    <span
      aria-hidden
      className={cx(
        'flex size-11 shrink-0 items-center justify-center overflow-hidden rounded-md text-sm font-semibold',
        COLOUR_CLASSES[colour],
      )}
    >
      {picture === null ? initialsOf(name) : <img src={picture} alt="" className="size-full object-cover" />}
    </span>
  )
}
