import {
  type CreditDocument,
  type CreditMovement,
  type CreditOrder,
  creditOfMovement,
  creditOfOrder,
} from '@shared/domain/customers/credit-entries.ts'

type Fields = Readonly<Record<string, unknown>>
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null
const isListOf = (value: unknown, check: (item: Fields) => boolean): boolean =>
  Array.isArray(value) && value.every((item) => isFields(item) && check(item))

/** What a stored order does to an account, null for nothing; undefined when it cannot be read. */
export function readCreditOfOrder(content: unknown): CreditDocument | null | undefined {
  if (!isFields(content)) return undefined
  if (content.customerId === null) return null
  return isCreditOrder(content) ? creditOfOrder(content) : undefined
}

/** The same of a stored money movement. */
export function readCreditOfMovement(content: unknown): CreditDocument | null | undefined {
  if (!isFields(content)) return undefined
  if (content.kind !== 'credit-settlement') return null
  return isCreditMovement(content) ? creditOfMovement(content) : undefined
}

function isCreditOrder(value: Fields): value is Fields & CreditOrder {
  const { customerId, currency, number, placedAt, payments, returns, moneyPostings } = value
  const isNamed = [customerId, currency, number].every((text) => typeof text === 'string')
  return (
    isNamed &&
    Number.isSafeInteger(placedAt) &&
    isListOf(payments, isSigned) &&
    isListOf(returns, isSigned) &&
    isListOf(moneyPostings, isMoneyPosting)
  )
}

function isCreditMovement(value: Fields): value is Fields & CreditMovement {
  const { customerId, currency, reference, at, postings } = value
  const isNamed = customerId === null || typeof customerId === 'string'
  const areTexts = typeof currency === 'string' && typeof reference === 'string'
  return isNamed && areTexts && Number.isSafeInteger(at) && isListOf(postings, isMoneyPosting)
}

const isSigned = ({ at, deviceId }: Fields): boolean =>
  Number.isSafeInteger(at) && typeof deviceId === 'string'

const isMoneyPosting = (posting: Fields): boolean =>
  isSigned(posting) &&
  typeof posting.id === 'string' &&
  typeof posting.account === 'string' &&
  Number.isSafeInteger(posting.amount)
