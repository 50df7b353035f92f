import { err, ok, type Result } from '@shared/kernel/result.ts'
import { z } from 'zod'

/**
 * A PIN keeps the refresh token of one person on one device. What is stored is the token sealed under a key derived
 * from the PIN, so that a copy of the device's files opens nothing by itself.
 */
export const sealedSchema = z.strictObject({
  salt: z.string(),
  iterations: z.number().int().min(600_000),
  iv: z.string(),
  data: z.string(),
})
export type Sealed = z.infer<typeof sealedSchema>

export interface PinKey {
  readonly key: CryptoKey
  readonly salt: string
  readonly iterations: number
}

export const PIN_PATTERN = /^\d{4,8}$/
/** Source: OWASP Password Storage Cheat Sheet, PBKDF2-HMAC-SHA256. */
const ITERATIONS = 600_000

export async function createPinKey(pin: string): Promise<PinKey> {
  const salt = toBase64(crypto.getRandomValues(new Uint8Array(16)))
  return { key: await deriveKey(pin, salt, ITERATIONS), salt, iterations: ITERATIONS }
}

export async function seal(pinKey: PinKey, secret: string): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const data = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv },
    pinKey.key,
    new TextEncoder().encode(secret),
  )
  return {
    salt: pinKey.salt,
    iterations: pinKey.iterations,
    iv: toBase64(iv),
    data: toBase64(new Uint8Array(data)),
  }
}

/** The key and what it keeps; a wrong PIN opens nothing. */
export async function openSealed(
  sealed: Sealed,
  pin: string,
): Promise<Result<{ readonly pinKey: PinKey; readonly secret: string }, { readonly type: 'WrongPin' }>> {
  const { salt, iterations } = sealed
  const key = await deriveKey(pin, salt, iterations)
  try {
    const plain = await crypto.subtle.decrypt(
      { name: 'AES-GCM', iv: fromBase64(sealed.iv) },
      key,
      fromBase64(sealed.data),
    )
    return ok({ pinKey: { key, salt, iterations }, secret: new TextDecoder().decode(plain) })
  } catch {
    return err({ type: 'WrongPin' })
  }
}

async function deriveKey(pin: string, salt: string, iterations: number): Promise<CryptoKey> {
  const material = await crypto.subtle.importKey('raw', new TextEncoder().encode(pin), 'PBKDF2', false, [
    'deriveKey',
  ])
  return crypto.subtle.deriveKey(
    { name: 'PBKDF2', hash: 'SHA-256', salt: fromBase64(salt), iterations },
    material,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  )
}

const toBase64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes))
const fromBase64 = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
