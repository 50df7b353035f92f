import { IconButton } from '@renderer/ui/icon-button.tsx'
import { SelectField } from '@renderer/ui/select-field.tsx'
import { toast } from '@renderer/ui/toast.ts'
import { type SettingValue, TILE_COLOURS } from '@shared/schemas/settings.schema.ts'
import { ArrowDown, ArrowUp, Image, ImageOff, Trash2 } from 'lucide-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { makePicture } from './make-picture.ts'
import { TileFace } from './tile-face.tsx'
import type { FavouriteTile } from './use-favourites.ts'

interface FavouriteRowProps {
  tile: FavouriteTile
  isFirst: boolean
  isLast: boolean
  onMove: (step: 1 | -1) => void
  onChange: (changes: Partial<SettingValue<'favourite'>>) => void
  onRemove: () => void
}

export function FavouriteRow({ tile, isFirst, isLast, onMove, onChange, onRemove }: FavouriteRowProps) {
  const { t } = useTranslation('counter')
  const { value, variant } = tile
  const name = variant?.name ?? t('favourites.unknown')
  return (
    <li className="flex items-center gap-2 border-b border-rule py-1.5 last:border-b-0">
      <TileFace value={value} name={name} />
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium">{name}</span>
        {variant && !variant.active && (
          <span className="block text-xs text-ink-muted">{t('favourites.notForSale')}</span>
        )}
      </span>
      <SelectField
        label={t('favourites.colourOf', { name })}
        hideLabel
        size="lg"
        value={value.colour}
        options={TILE_COLOURS.map((colour) => ({ value: colour, label: t(`favourites.colour.${colour}`) }))}
        onChange={(colour) => onChange({ colour })}
      />
      <PictureButton name={name} onPicture={(picture) => onChange({ picture })} />
      <IconButton
        size="lg"
        label={t('favourites.noPicture', { name })}
        icon={<ImageOff aria-hidden />}
        disabled={value.picture === null}
        onClick={() => onChange({ picture: null })}
      />
      <IconButton
        size="lg"
        label={t('favourites.earlier', { name })}
        icon={<ArrowUp aria-hidden />}
        disabled={isFirst}
        onClick={() => onMove(-1)}
      />
      <IconButton
        size="lg"
        label={t('favourites.later', { name })}
        icon={<ArrowDown aria-hidden />}
        disabled={isLast}
        onClick={() => onMove(1)}
      />
      <IconButton
        size="lg"
        danger
        label={t('favourites.remove', { name })}
        icon={<Trash2 aria-hidden />}
        onClick={onRemove}
      />
    </li>
  )
}

function PictureButton({ name, onPicture }: { name: string; onPicture: (picture: string) => void }) {
  const { t } = useTranslation('counter')
  const input = useRef<HTMLInputElement>(null)
  const read = async (file: File | undefined): Promise<void> => {
    if (!file) return
    const picture = await makePicture(file)
    if (picture === null)
      toast.error(t('favourites.unreadable'), { description: t('favourites.unreadableHow') })
    else onPicture(picture)
  }
  return (
    <>
      <IconButton
        size="lg"
        label={t('favourites.picture', { name })}
        icon={<Image aria-hidden />}
        onClick={() => input.current?.click()}
      />
      <input
        ref={input}
        type="file"
        accept="image/*"
        tabIndex={-1}
        aria-label={t('favourites.pictureFile', { name })}
        className="hidden"
        onChange={(event) => {
          const [file] = event.target.files ?? []
          // The same file may be chosen again after a correction.
          void read(file).finally(() => {
            if (input.current) input.current.value = ''
          })
        }}
      />
    </>
  )
}
