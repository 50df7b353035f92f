import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { nodeDisk } from '../../../electron/main/services/disk.ts'
import {
  createKeychain,
  createSecretStore,
  type Keychain,
  type SafeStorage,
} from '../../../electron/main/services/secret-store.ts'
import { CrashDisk } from '../../support/crash-disk.ts'

const flip = (bytes: Buffer): Buffer => Buffer.from(bytes.map((byte) => byte ^ 0xa5))

/** A keychain that only turns bits around: enough to see that clear text is never stored. */
const asyncStorage: SafeStorage = {
  isAsyncEncryptionAvailable: async () => true,
  encryptStringAsync: async (text) => flip(Buffer.from(text)),
  decryptStringAsync: async (bytes) => ({ result: flip(bytes).toString(), shouldReEncrypt: false }),
  getSelectedStorageBackend: () => 'gnome_libsecret',
}
const syncStorage: SafeStorage = {
  isEncryptionAvailable: () => true,
  encryptString: (text) => flip(Buffer.from(text)),
  decryptString: (bytes) => flip(bytes).toString(),
}

function setupStore(
  keychain: Keychain,
  path = join(mkdtempSync(join(tmpdir(), 'comptoir-secrets-')), 'secrets.json'),
) {
  return { path, store: createSecretStore({ disk: nodeDisk, path, keychain }) }
}

describe('the secret store', () => {
  test.each([
    ['asynchronous', asyncStorage],
    ['older, synchronous', syncStorage],
  ])('keeps a secret over a restart with the %s keychain, never in clear text', async (_, storage) => {
    const keychain = createKeychain(storage, 'linux')
    const working = storage === asyncStorage ? keychain : createKeychain(storage, 'darwin')
    const { path, store } = setupStore(working)
    expect(await store.set('session', 'canary-token')).toEqual({ ok: true, value: { persisted: true } })
    expect(readFileSync(path, 'utf8')).not.toContain('canary')
    const restarted = setupStore(working, path).store
    expect(await restarted.get('session')).toEqual({ ok: true, value: 'canary-token' })
    expect(await restarted.get('other')).toEqual({ ok: true, value: null })
    await restarted.delete('session')
    expect(await setupStore(working, path).store.get('session')).toEqual({ ok: true, value: null })
  })

  test.each(['basic_text', 'unknown'])('writes nothing where Linux only offers %s', async (backend) => {
    const keychain = createKeychain({ ...asyncStorage, getSelectedStorageBackend: () => backend }, 'linux')
    const { path, store } = setupStore(keychain)
    expect(await store.set('session', 'canary-token')).toEqual({ ok: true, value: { persisted: false } })
    expect(await store.get('session')).toEqual({ ok: true, value: 'canary-token' })
    expect(() => readFileSync(path)).toThrow('ENOENT')
    expect(await setupStore(keychain, path).store.get('session')).toEqual({ ok: true, value: null })
  })

  test('says that a secret cannot be opened any more instead of pretending there is none', async () => {
    const { path, store } = setupStore(createKeychain(asyncStorage, 'darwin'))
    await store.set('session', 'canary-token')
    const changed = createKeychain(
      { ...asyncStorage, decryptStringAsync: () => Promise.reject(new Error('keychain reset')) },
      'darwin',
    )
    expect(await setupStore(changed, path).store.get('session')).toEqual({
      ok: false,
      error: { type: 'SecretUnreadable', name: 'session' },
    })
  })

  test('encrypts again when the system has changed its key', async () => {
    const sealed: string[] = []
    const rotating: SafeStorage = {
      ...asyncStorage,
      encryptStringAsync: async (text) => {
        sealed.push(text)
        return flip(Buffer.from(text))
      },
      decryptStringAsync: async (bytes) => ({ result: flip(bytes).toString(), shouldReEncrypt: true }),
    }
    const { store } = setupStore(createKeychain(rotating, 'win32'))
    await store.set('session', 'token')
    await store.get('session')
    expect(sealed).toEqual(['token', 'token'])
  })

  test('two changes at once both last', async () => {
    const { path, store } = setupStore(createKeychain(asyncStorage, 'darwin'))
    await Promise.all(Array.from({ length: 20 }, (_, index) => store.set(`s${index}`, `v${index}`)))
    const restarted = setupStore(createKeychain(asyncStorage, 'darwin'), path).store
    for (let index = 0; index < 20; index++) {
      expect(await restarted.get(`s${index}`)).toEqual({ ok: true, value: `v${index}` })
    }
  })

  test('a file cut short counts as empty and can be written again', async () => {
    const { path, store } = setupStore(createKeychain(asyncStorage, 'darwin'))
    writeFileSync(path, '{"session":"YW')
    expect(await store.get('session')).toEqual({ ok: true, value: null })
    expect(await store.set('session', 'token')).toMatchObject({ ok: true })
    expect(await store.get('session')).toEqual({ ok: true, value: 'token' })
  })

  test('a full disk is named and leaves the old secret in place', async () => {
    const disk = new CrashDisk()
    const keychain = createKeychain(asyncStorage, 'darwin')
    const store = createSecretStore({ disk, path: '/profile/secrets.json', keychain })
    await store.set('session', 'old')
    disk.failAt(disk.steps + 2, 'ENOSPC')
    expect(await store.set('session', 'new')).toEqual({ ok: false, error: { type: 'DiskFull' } })
    expect(await store.get('session')).toEqual({ ok: true, value: 'old' })
  })
})
