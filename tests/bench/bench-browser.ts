import type { BrowserContext, Page } from 'playwright'
import { launchProfile } from '../support/browser.ts'
import type { AppHarness } from './pages/app.ts'
import type { LocalHarness } from './pages/local.ts'

/** The browser on a profile folder, in English, as wide as a counter's screen. */
export const openProfile = (profile: string): Promise<BrowserContext> =>
  launchProfile(profile, { context: { locale: 'en-GB', viewport: { width: 1366, height: 768 } } })

type Harnesses = { readonly app: AppHarness; readonly local: LocalHarness }

export interface Driver<Harness> {
  readonly page: Page
  call<Name extends keyof Harness & string>(
    name: Name,
    ...args: Harness[Name] extends (...given: infer Given) => unknown ? Given : never
  ): Promise<Harness[Name] extends (...given: never[]) => infer Answer ? Awaited<Answer> : never>
}

/** Opens one of the measuring pages and gives its functions, which run in the page. */
export async function drive<Name extends keyof Harnesses>(
  context: BrowserContext,
  url: string,
  name: Name,
): Promise<Driver<Harnesses[Name]>> {
  const page = await context.newPage()
  page.on('pageerror', (error) => process.stderr.write(`${name}: ${error.stack ?? error.message}\n`))
  await page.goto(`${url}/bench/${name}.html`)
  await page.waitForFunction(() => 'bench' in globalThis)
  return {
    page,
    call: (step, ...args) =>
      page.evaluate(
        ([asked, given]) => {
          const harness: Record<string, (...all: unknown[]) => unknown> = Reflect.get(globalThis, 'bench')
          return harness[asked]?.(...given)
        },
        [step, args] as const,
      ) as never, // the page ran the function of that name
  }
}

/** A page that asks for the service worker or the cache again is as warm as a second start; a fresh browser is not. */
export async function closeAll(context: BrowserContext): Promise<void> {
  for (const page of context.pages()) await page.close()
  await context.close()
}
