import { ok } from '@shared/kernel/result.ts'
import type { SecretStore } from '../services/secret-store.ts'
import type { Handlers } from './register-handler.ts'

/** Secrets of the page, in the system's keychain. */
export function secretHandlers(
  secrets: SecretStore,
): Pick<Handlers, 'secrets:get' | 'secrets:set' | 'secrets:delete'> {
  return {
    'secrets:get': async ({ name }) => {
      const found = await secrets.get(name)
      return found.ok ? ok({ value: found.value }) : found
    },
    'secrets:set': ({ name, value }) => secrets.set(name, value),
    'secrets:delete': async ({ name }) => {
      const deleted = await secrets.delete(name)
      return deleted.ok ? ok({}) : deleted
    },
  }
}
