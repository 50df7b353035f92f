import type { Locator, Page } from 'playwright'
import { expect } from 'vitest'

const MOST_TABS = 80

/** A person's keys, and nothing else. */
export interface Hands {
  press(...keys: readonly string[]): Promise<void>
  /** As a person types: no scanner is that slow. */
  type(text: string): Promise<void>
  /** Tab until that control has the focus, as whoever has no mouse must. */
  tabTo(target: Locator): Promise<void>
  /** Tab there and press Enter. */
  activate(target: Locator): Promise<void>
  /** Puts the text in place of what a field holds. */
  write(target: Locator, text: string): Promise<void>
  /** How often a mouse, a pen or a finger was used since these hands began. */
  pointerUses(): Promise<number>
}

export async function layHandsOn(page: Page): Promise<Hands> {
  await page.evaluate(() => {
    document.documentElement.dataset.pointerUses = '0'
    const count = (): void => {
      const { dataset } = document.documentElement
      dataset.pointerUses = String(Number(dataset.pointerUses) + 1)
    }
    for (const kind of ['pointerdown', 'mousedown', 'touchstart', 'wheel'])
      window.addEventListener(kind, count, { capture: true, passive: true })
  })
  const hasFocus = (target: Locator): Promise<boolean> =>
    target.evaluate((element) => element === document.activeElement)

  async function tabTo(target: Locator): Promise<void> {
    await target.waitFor()
    await expect.poll(() => target.isEnabled(), { timeout: 60_000 }).toBe(true)
    const passed: string[] = []
    for (let presses = 0; presses < MOST_TABS; presses++) {
      if (await hasFocus(target)) return
      await page.keyboard.press('Tab')
      passed.push(await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 80) ?? ''))
    }
    throw new Error(`Tab never reached ${target}; it passed ${passed.slice(0, 12).join('\n')}`)
  }
  return {
    async press(...keys) {
      for (const key of keys) await page.keyboard.press(key)
    },
    type: (text) => page.keyboard.type(text, { delay: 90 }),
    tabTo,
    async activate(target) {
      await tabTo(target)
      await page.keyboard.press('Enter')
    },
    async write(target, text) {
      await tabTo(target)
      await page.keyboard.press('Control+a')
      await page.keyboard.type(text, { delay: 90 })
    },
    pointerUses: () => page.evaluate(() => Number(document.documentElement.dataset.pointerUses)),
  }
}
