import { resolve } from 'node:path'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import { serviceWorkerFiles } from '../renderer/service-worker/build-plugin.ts'
import { obeyPagePolicy } from './obey-page-policy.ts'

const root = resolve(import.meta.dirname, '..')
const at = (path: string): string => resolve(root, path)
const alias = { '@shared': at('shared'), '@renderer': at('renderer') }

/** Main and preload carry everything they need except Electron itself: the installed app has no . */
const bundleDependencies = { exclude: ['zod', 'electron-updater'] }

export default defineConfig({
  main: {
    root,
    resolve: { alias },
    build: {
      outDir: at('out/main'),
      emptyOutDir: true,
      externalizeDeps: bundleDependencies,
      rolldownOptions: {
        input: { index: at('electron/main/index.ts') },
        output: { format: 'es', entryFileNames: '[name].js' },
      },
    },
  },
  preload: {
    root,
    resolve: { alias },
    build: {
      outDir: at('out/preload'),
      emptyOutDir: true,
      externalizeDeps: bundleDependencies,
      // A sandboxed preload script can only be CommonJS.
      rolldownOptions: {
        input: { index: at('electron/preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: at('renderer'),
    base: './',
    resolve: { alias },
    plugins: [react(), tailwindcss(), obeyPagePolicy(), serviceWorkerFiles()],
    worker: { format: 'es', plugins: () => [obeyPagePolicy()] },
    build: {
      outDir: at('out/renderer'),
      emptyOutDir: true,
      minify: true,
      sourcemap: false,
      // The content security policy has no `data:` for fonts and scripts: every asset stays a file of its own.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rolldownOptions: {
        input: {
          index: at('renderer/index.html'),
          'service-worker': at('renderer/service-worker/service-worker.ts'),
        },
        output: {
          // A browser looks for a new service worker at the address of the old one.
          entryFileNames: ({ name }) => (name === 'service-worker' ? '[name].js' : 'assets/[name]-[hash].js'),
        },
      },
    },
  },
})
