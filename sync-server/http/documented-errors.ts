import { errorBodySchema } from '@shared/protocol/errors.ts'

/** The errors that any route which takes input may answer, as the API description lists them. */
export const documentedErrors = {
  400: errorBodySchema,
  401: errorBodySchema,
  412: errorBodySchema,
  413: errorBodySchema,
  426: errorBodySchema,
  429: errorBodySchema,
  503: errorBodySchema,
}
