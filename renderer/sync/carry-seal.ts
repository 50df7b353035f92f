import { type CarryHeader, type CarryPart, type SealedPart, sealedText } from '@shared/protocol/carry.ts'

/** Seals parts with AES-256-GCM under a key given as 32 bytes in base64url. Throws on a key that is none: a bug. */
export async function createSealer(
  key: string,
): Promise<(part: CarryPart, header: CarryHeader, place: number) => Promise<SealedPart>> {
  const bytes = fromBase64Url(key)
  const imported = await crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt'])
  return async (part, header, place) => {
    // A fresh nonce for each part: a file has far fewer of them than would make two alike likely.
    const iv = crypto.getRandomValues(new Uint8Array(12))
    const additionalData = encoder.encode(sealedText(header, place))
    const plain = encoder.encode(JSON.stringify(part))
    const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, imported, plain)
    return { iv: toBase64(iv), data: toBase64(new Uint8Array(sealed)) }
  }
}

const encoder = new TextEncoder()

/** More arguments at once than this may not fit the stack. */
const SLICE = 0x8000

function toBase64(bytes: Uint8Array): string {
  let binary = ''
  for (let at = 0; at < bytes.length; at += SLICE)
    binary += String.fromCharCode(...bytes.subarray(at, at + SLICE))
  return btoa(binary)
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(binary, (character) => character.charCodeAt(0))
}
