import { type Author, type DomainDeps, newEnvelope } from '@shared/domain/authoring.ts'
import {
  type Setting,
  type SettingKind,
  type SettingValue,
  type ShapedSettingKind,
  singleSettingId,
} from '@shared/schemas/settings.schema.ts'

/** Kinds of which a shop has exactly one (SETTING-2). */
export const SINGLE_SETTINGS: readonly SettingKind[] = ['shop-profile', 'scale-labels']

/** A setting document. Of some kinds there is exactly one, with an id that every device computes alike (SETTING-2). */
export function newSetting<Kind extends ShapedSettingKind>(
  kind: Kind,
  value: SettingValue<Kind>,
  author: Author,
  deps: DomainDeps,
): Setting {
  const envelope = newEnvelope(author, deps)
  const id = SINGLE_SETTINGS.includes(kind) ? singleSettingId(author.shopId, kind) : envelope.id
  return { ...envelope, id, kind, value: value as Setting['value'] } // every shaped value is JSON; its optional keys are what the compiler minds
}
