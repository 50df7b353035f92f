/*
 * The page runs under a policy with trusted types: starting a worker needs to be told which script addresses are ours.
 * Imported for this effect, before any worker is started.
 */

export {}

interface TrustedTypes {
  readonly defaultPolicy: unknown
  createPolicy(name: string, rules: Record<string, (text: string) => string>): unknown
}

const isTrustedTypes = (value: unknown): value is TrustedTypes =>
  typeof value === 'object' && value !== null && 'createPolicy' in value

const trustedTypes: unknown = Reflect.get(globalThis, 'trustedTypes')

if (isTrustedTypes(trustedTypes) && trustedTypes.defaultPolicy === null) {
  trustedTypes.createPolicy('default', {
    createScriptURL(address) {
      if (new URL(address, globalThis.location.href).origin === globalThis.location.origin) return address
      throw new TypeError(`A script from another place was refused: ${address}`)
    },
  })
}
