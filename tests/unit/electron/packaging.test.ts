import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { findElectron } from '../../../electron/find-electron.ts'

const ROOT = join(import.meta.dirname, '../../..')
const settings = readFileSync(join(ROOT, 'electron-builder.yml'), 'utf8')

/** The lines of one top-level block, without comments. */
const blockOf = (name: string): string[] => {
  const [, rest = ''] = settings.split(new RegExp(`^${name}:\\n`, 'm'))
  const [block = ''] = rest.split(/^(?=\S)/m)
  return block
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
}

describe('the packed app', () => {
  test('has exactly these fuses: each of them is a way in that stays shut', () => {
    expect(blockOf('electronFuses').sort()).toEqual([
      'enableCookieEncryption: true',
      'enableEmbeddedAsarIntegrityValidation: true',
      'enableNodeCliInspectArguments: false',
      'enableNodeOptionsEnvironmentVariable: false',
      'grantFileProtocolExtraPrivileges: false',
      'loadBrowserProcessSpecificV8Snapshot: false',
      'onlyLoadAppFromAsar: true',
      'runAsNode: false',
    ])
  })

  test('ships the bundles and nothing of node_modules, and starts with the built main bundle', () => {
    expect(blockOf('files')).toEqual(['- out/**', '- package.json', "- '!node_modules/**'"])
    const { main } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
    expect(main).toBe('./out/main/index.js')
  })

  test('keeps the sales of a person who uninstalls, and names its publisher so that updates are verified', () => {
    expect(blockOf('nsis')).toContain('deleteAppDataOnUninstall: false')
    expect(blockOf('win')).toContain('publisherName: Comptoir')
  })
})

test('a project without a downloaded Electron has none, and looking for it downloads nothing', () => {
  expect(findElectron('/nowhere')).toBeNull()
})
