import { MAX_PICTURE_CHARACTERS } from '@shared/schemas/settings.schema.ts'

const SIDE = 128
const QUALITIES = [0.8, 0.6, 0.4, 0.2, 0.1] as const

/**
 * A small square of a picture, as text that every device can keep. Null when the file is no picture that this machine
 * can read. Nothing is sent anywhere.
 */
export async function makePicture(file: Blob): Promise<string | null> {
  const source = await createImageBitmap(file).catch(() => null)
  if (!source) return null
  const canvas = document.createElement('canvas')
  canvas.width = SIDE
  canvas.height = SIDE
  const side = Math.min(source.width, source.height)
  const left = (source.width - side) / 2
  const top = (source.height - side) / 2
  canvas.getContext('2d')?.drawImage(source, left, top, side, side, 0, 0, SIDE, SIDE)
  source.close()
  const tries = QUALITIES.map((quality) => () => canvas.toDataURL('image/webp', quality))
  return tries.map((draw) => draw()).find((text) => text.length <= MAX_PICTURE_CHARACTERS) ?? null
}
