import type { TFunction } from 'i18next'

/** Words for why something was not written. An unforeseen kind is said to be that, with its name for the support. */
export function explainFailure(
  t: TFunction<'products'>,
  error: { readonly type: string; readonly sku?: string },
): string {
  switch (error.type) {
    case 'DiskFull':
      return t('failure.diskFull')
    case 'StorageFailed':
      return t('failure.storage')
    case 'NotFound':
      return t('failure.notFound')
    case 'PermissionDenied':
      return t('failure.filePermission')
    case 'FileTooLarge':
      return t('failure.fileTooLarge')
    case 'WriteFailed':
    case 'ReadFailed':
      return t('failure.file')
    case 'NameMissing':
      return t('failure.nameMissing')
    case 'SeveralPrices':
      return t('failure.severalPrices')
    case 'DuplicateSku':
      return t('failure.duplicateSku', { sku: error.sku ?? '' })
    case 'ChangedMeanwhile':
      return t('failure.changedMeanwhile')
    default:
      return t('failure.other', { type: error.type })
  }
}
