import type { Plugin } from 'vite'

/*
 * The content security policy allows no <style> elements and no code made from text. Three libraries would try; they are
 * changed at build time, because by the time the page's own first line runs they already have.
 */

/** The policy allows a constructed stylesheet, because no markup can make one. */
const ADOPT = `
const sheet = new CSSStyleSheet()
sheet.replaceSync(css)
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
return sheet`

/** react-style-singleton: the rule that keeps the page from scrolling under an open dialog, counted by its users. */
const SINGLETON = `
function adopt(css) {${ADOPT}
}
export function stylesheetSingleton() {
  let users = 0
  let sheet = null
  return {
    add(css) {
      if (users++ === 0) sheet = adopt(css)
    },
    remove() {
      if (--users > 0) return
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((known) => known !== sheet)
    },
  }
}`

interface Replacement {
  readonly file: RegExp
  readonly find: RegExp
  readonly put: string
}

const REPLACEMENTS: readonly Replacement[] = [
  { file: /\/react-style-singleton\/dist\/.*\/singleton\.js$/, find: /^[\s\S]*$/, put: SINGLETON },
  // sonner: one stylesheet for toasts, inserted when its module loads.
  {
    file: /\/sonner\/dist\/index\.mjs$/,
    find: /function __insertCSS\(code\) \{[\s\S]*?\n\}/,
    put: `function __insertCSS(css) {${ADOPT}\n}`,
  },
  // zod: asks once whether it may compile validators; it may not, and asking is reported as a violation.
  {
    file: /\/zod\/v4\/core\/core\.js$/,
    find: /\.__zod_globalConfig = \{\}/,
    put: '.__zod_globalConfig = { jitless: true }',
  },
]

/** For the page and its workers. Fails the build when a library changed so much that a replacement finds no place. */
export function obeyPagePolicy(): Plugin {
  return {
    name: 'comptoir:obey-page-policy',
    enforce: 'pre',
    transform(code, id) {
      const path = id.split('?')[0]?.replaceAll('\\', '/') ?? ''
      const replacement = REPLACEMENTS.find(({ file }) => file.test(path))
      if (replacement === undefined) return null
      const { find, put } = replacement
      if (!find.test(code))
        this.error(`${path} does not look the way this build expects: adapt obey-page-policy.ts`)
      return { code: code.replace(find, () => put), map: null }
    },
  }
}
