import type { RejectedProductRow } from '@shared/import/product-drafts.ts'
import type { TFunction } from 'i18next'
import type { ReadFileError } from './import-protocol.ts'

/** Why a row does not go in, in words for the person who has the file in front of him. */
export function reasonText(t: TFunction<'products'>, { problem }: RejectedProductRow): string {
  switch (problem.code) {
    case 'UnclosedQuote':
      return t('import.reason.unclosedQuote')
    case 'WrongColumnCount':
      return t('import.reason.wrongColumnCount', { found: problem.found, expected: problem.expected })
    case 'RowTooLong':
      return t('import.reason.rowTooLong')
    case 'DamagedText':
      return t('import.reason.damagedText')
    case 'MissingName':
      return t('import.reason.missingName')
    case 'GroupedProduct':
      return t('import.reason.groupedProduct')
    case 'NoVariants':
      return t('import.reason.noVariants')
    case 'TooManyVariants':
      return t('import.reason.tooManyVariants')
    case 'DuplicateVariant':
      return t('import.reason.duplicateVariant')
    case 'BadPrice':
      return t('import.reason.badPrice', { text: problem.text })
    case 'BadCost':
      return t('import.reason.badCost', { text: problem.text })
    case 'BadQuantity':
      return t('import.reason.badQuantity', { text: problem.text })
    case 'BadUnit':
      return t('import.reason.badUnit', { text: problem.text })
    case 'OtherUnit':
      return t('import.reason.otherUnit', { text: problem.text })
    case 'NegativePrice':
      return t('import.reason.negativePrice', { text: problem.text })
    case 'UnknownParent':
      return t('import.reason.unknownParent', { parent: problem.parent })
    case 'DuplicateSku':
      return t('import.reason.duplicateSku', { sku: problem.sku, row: problem.firstRow })
  }
}

/** Why a file as a whole cannot be read. */
export function fileErrorText(t: TFunction<'products'>, error: ReadFileError): string {
  switch (error.type) {
    case 'EmptyFile':
      return t('import.fileError.empty')
    case 'NotText':
      return t(`import.fileError.${error.looksLike}`)
    case 'NoHeader':
      return t('import.fileError.noHeader')
    case 'NoRows':
      return t('import.fileError.noRows')
    case 'TooManyColumns':
      return t('import.fileError.tooManyColumns', { found: error.found })
    case 'TooManyRows':
      return t('import.fileError.tooManyRows')
  }
}
