import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser } from '../../../support/browser.ts'
import { type GallerySite, serveGallery } from '../../../support/gallery-site.ts'

let site: GallerySite
let browser: Browser

beforeAll(async () => {
  site = await serveGallery()
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
  await site?.close()
})

interface Look {
  readonly language: 'fr' | 'en'
  readonly theme: 'light' | 'dark'
}

async function openGallery({ language, theme }: Look = { language: 'fr', theme: 'light' }): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  await page.addInitScript(
    (state) => {
      if (localStorage.getItem('comptoir.preferences') === null)
        localStorage.setItem('comptoir.preferences', JSON.stringify({ state, version: 0 }))
    },
    { language, theme },
  )
  await page.goto(`${site.url}#/counter`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  return page
}

async function violations(page: Page): Promise<string[]> {
  // The one page is all there is: asking without frames spares a second page for each question.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`,
  )
}

const activeRow = (page: Page): Promise<string | null> =>
  page.evaluate(() => {
    const id = document.activeElement?.getAttribute('aria-activedescendant')
    return (id && document.getElementById(id)?.parentElement?.getAttribute('aria-rowindex')) || null
  })

/** A language changes names and a theme colours: each of them once. */
const LOOKS: Look[] = [
  { language: 'fr', theme: 'light' },
  { language: 'en', theme: 'dark' },
]

describe('the design system', () => {
  test.each(LOOKS)(
    'has no accessibility violation in $language, $theme, with layers closed and open',
    async (look) => {
      const page = await openGallery(look)
      const words =
        look.language === 'fr'
          ? { dialog: 'Ouvrir une boîte de dialogue', confirm: 'Demander avant d’archiver' }
          : { dialog: 'Open a dialog', confirm: 'Ask before archiving' }
      expect(await violations(page)).toEqual([])
      for (const name of [words.dialog, words.confirm]) {
        await page.getByRole('button', { name }).click()
        await page.getByRole(name === words.dialog ? 'dialog' : 'alertdialog').waitFor()
        expect(await violations(page)).toEqual([])
        await page.keyboard.press('Escape')
      }
      await page.getByRole('button', { name: /Awa Diop/ }).click()
      await page.getByRole('menu').waitFor()
      expect(await violations(page)).toEqual([])
      await page.keyboard.press('Escape')
      await page.keyboard.press('Control+k')
      await page.getByRole('combobox', { name: /action/ }).waitFor()
      expect(await violations(page)).toEqual([])
      await page.context().close()
    },
  )

  test('language and theme change at once from the person menu and are there after a reload', async () => {
    const page = await openGallery()
    await page.getByRole('button', { name: /Awa Diop/ }).click()
    await page.getByRole('menuitemcheckbox', { name: 'English' }).click()
    await page.getByRole('heading', { level: 1, name: 'Gallery' }).waitFor()
    await page.getByRole('button', { name: /Awa Diop/ }).click()
    await page.getByRole('menuitemcheckbox', { name: 'Dark' }).click()
    expect(await page.locator('html').getAttribute('data-theme')).toBe('dark')
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
    await page.reload()
    await page.getByRole('heading', { level: 1, name: 'Gallery' }).waitFor()
    expect(await page.locator('html').getAttribute('data-theme')).toBe('dark')
    await page.context().close()
  })

  test('a table of 50,000 rows is worked by keyboard and draws only what is in sight', async () => {
    const page = await openGallery({ language: 'en', theme: 'light' })
    const grid = page.getByRole('grid', { name: /50,000/ })
    await grid.focus()
    expect(await grid.getAttribute('aria-rowcount')).toBe('50001')
    await page.keyboard.press('End')
    await grid.getByRole('gridcell', { name: 'P-50000' }).waitFor()
    expect(await activeRow(page)).toBe('50001')
    expect(await grid.getByRole('row').count()).toBeLessThan(60)
    await page.keyboard.press('PageUp')
    await page.keyboard.press('ArrowUp')
    const row = Number(await activeRow(page))
    expect(row).toBeLessThan(50_000)
    await page.keyboard.press('Home')
    await grid.getByRole('gridcell', { name: 'P-00001' }).waitFor()
    expect(await activeRow(page)).toBe('2')
    await page.context().close()
  })

  test('in a table arrows choose a row, F2 enters a cell with a button and Escape comes back', async () => {
    const page = await openGallery({ language: 'en', theme: 'light' })
    const grid = page.getByRole('grid', { name: 'Table', exact: true })
    await grid.focus()
    await page.keyboard.press('ArrowDown')
    const chosen = grid.getByRole('row', { selected: true })
    expect(await chosen.getByRole('gridcell').first().textContent()).toBe('P-00003')
    await page.keyboard.press('Control+End')
    await page.keyboard.press('F2')
    // The row has to scroll into sight first.
    const focused = () => page.evaluate(() => document.activeElement?.textContent)
    await expect.poll(focused, { timeout: 30_000 }).toBe('Rename')
    await page.keyboard.press('Escape')
    expect(await grid.evaluate((element) => element === document.activeElement)).toBe(true)
    await page.context().close()
  })

  test('a heading sorts its column and says in which direction', async () => {
    const page = await openGallery({ language: 'en', theme: 'light' })
    const heading = page
      .getByRole('grid', { name: 'Table', exact: true })
      .getByRole('columnheader', { name: 'Code' })
    expect(await heading.getAttribute('aria-sort')).toBe('ascending')
    await heading.getByRole('button').press('Enter')
    expect(await heading.getAttribute('aria-sort')).toBe('descending')
    await page.context().close()
  })

  test('a field keeps what was typed and says what is wrong with it', async () => {
    const page = await openGallery()
    const price = page.getByLabel('Prix', { exact: true })
    await price.fill('12,5')
    await page.getByText('Cette monnaie n’a pas de décimales.').waitFor()
    expect(await price.inputValue()).toBe('12,5')
    expect(await price.getAttribute('aria-invalid')).toBe('true')
    await price.fill('12500')
    await price.blur()
    expect(await price.inputValue()).toBe('12\u00a0500')
    const quantity = page.getByLabel('Quantité', { exact: true })
    await quantity.fill('2.5')
    await page.getByText('Saisissez un nombre entier.').waitFor()
    expect(await quantity.inputValue()).toBe('2.5')
    await quantity.fill('12')
    await quantity.press('ArrowUp')
    expect(await quantity.inputValue()).toBe('13')
    await page.context().close()
  })

  test('shortcuts of the page rest while a dialog is open, and plain keys rest while one types', async () => {
    const page = await openGallery()
    await page.getByRole('button', { name: 'Ouvrir une boîte de dialogue' }).click()
    const dialog = page.getByRole('dialog', { name: 'Renommer' })
    expect(
      await dialog.getByLabel('Nom du produit').evaluate((field) => field === document.activeElement),
    ).toBe(true)
    await page.keyboard.press('Control+5')
    await page.keyboard.press('F1')
    expect(page.url()).toContain('#/counter')
    expect(await page.getByRole('dialog').count()).toBe(1)
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    await page.getByLabel('Remarque').press('?')
    expect(await page.getByRole('dialog').count()).toBe(0)
    await page.keyboard.press('Control+5')
    await page.waitForURL(/#\/dashboard$/)
    await page.locator('nav a[aria-current="page"]', { hasText: 'Tableau de bord' }).waitFor()
    await page.keyboard.press('F1')
    await page.getByRole('dialog', { name: 'Raccourcis clavier' }).waitFor()
    await page.context().close()
  })

  test('the palette finds an action without its accents and runs it', async () => {
    const page = await openGallery()
    await page.keyboard.press('Control+k')
    await page.keyboard.type('theme som')
    await page.keyboard.press('Enter')
    await page.waitForFunction(() => document.documentElement.dataset.theme === 'dark')
    expect(await page.getByRole('dialog').count()).toBe(0)
    await page.context().close()
  })
})
