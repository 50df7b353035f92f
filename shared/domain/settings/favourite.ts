import type { Author, DomainDeps } from '@shared/domain/authoring.ts'
import { deriveId, type Id } from '@shared/kernel/id.ts'
import type { Setting, SettingValue } from '@shared/schemas/settings.schema.ts'
import { newSetting } from './setting.ts'

/** SETTING-4: one tile for an article, whoever makes it: two devices that add the same one make the same document. */
export const favouriteId = (shopId: Id, variantId: Id): Id => deriveId(shopId, 'favourite', variantId)

export const newFavourite = (
  value: SettingValue<'favourite'>,
  author: Author,
  deps: DomainDeps,
): Setting => ({
  ...newSetting('favourite', value, author, deps),
  id: favouriteId(author.shopId, value.variantId),
})
