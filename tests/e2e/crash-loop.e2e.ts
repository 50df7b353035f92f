import type { Page } from 'playwright'
import { expect, test } from 'vitest'
import { runCampaign, type Scene } from '../crash/campaign.ts'
import { layHandsOn } from './support/hands.ts'
import { findFaults } from './support/screen-check.ts'
import { asPattern, wordsOf } from './support/words.ts'

/*
 * The short form of `npm run crash-loop`: the browser is killed while a sale is being completed, the server in the middle of
 * a push, and the desktop till loses its database to a power cut. The seed is one whose first rounds are these.
 */
const SEED = 15_982
const faults: string[] = []

test('I1 I3 I4 I11 RECEIPT-1 what was acknowledged survives kills of browser, server and disk, whole and once', async () => {
  const kinds: string[] = []
  const { tally, record } = await runCampaign({
    rounds: 3,
    seed: SEED,
    say: (text) => void kinds.push(text),
    atEnd: readWhatWasMended,
  })
  expect([...tally.violations.values()], kinds.join('\n')).toEqual([])
  expect([...tally.kills.keys()]).toEqual(
    expect.arrayContaining([expect.stringContaining('browser'), expect.stringContaining('server')]),
  )
  expect(tally.rounds).toBe(3)
  expect(record.attempts.filter(({ state }) => state === 'acknowledged').length).toBeGreaterThan(2)
  expect(faults).toEqual([])
})

/** The Sync screen of the till that lost its database tells by itself what happened, in both languages, by keyboard. */
async function readWhatWasMended({ journalTill }: Scene): Promise<void> {
  const { page } = (await journalTill()).app
  for (const language of ['fr', 'en'] as const) {
    await chooseLanguage(page, language)
    const t = wordsOf(language)
    const hands = await layHandsOn(page)
    await hands.press('Control+6')
    await hands.tabTo(page.getByRole('tab', { selected: true }))
    // The last tab but one; a key that comes before the focus has moved would count from where it was.
    await hands.press('End')
    await page.getByRole('tab', { name: t('sync:tab.log'), selected: true }).waitFor()
    await hands.press('ArrowLeft')
    const mended = asPattern(t('sync:tab.mended', { count: '' }).replace('()', '').trim())
    await page.getByRole('tab', { name: mended, selected: true }).waitFor()
    const table = page.getByRole('table', { name: t('sync:mended.label') })
    const lost = table.getByRole('row').filter({ hasText: t('sync:mended.restored.what') })
    await lost.getByText(t('sync:mended.restored.done')).waitFor()
    await table.getByText(t('sync:mended.receipts.data')).waitFor()
    expect(await hands.pointerUses()).toBe(0)
    faults.push(...(await findFaults(page, 'what was mended', language)))
  }
}

async function chooseLanguage(page: Page, language: 'fr' | 'en'): Promise<void> {
  if ((await page.locator('html').getAttribute('lang')) === language) return
  await page.getByRole('button', { name: /cashier1/ }).click()
  const name = language === 'fr' ? 'Français' : 'English'
  await page.getByRole('menuitemradio', { name }).or(page.getByRole('menuitemcheckbox', { name })).click()
  await page.waitForFunction((wanted) => document.documentElement.lang === wanted, language)
}
