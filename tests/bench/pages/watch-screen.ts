import type { SaleMarks } from '../watch-screen.ts'

/*
 * Runs before the page's own code. Notes when the screens can be used: the counter counts as ready when a typed word has
 * been answered from the catalogue, so it types one itself the moment the field is there.
 */

declare global {
  var benchWord: string
}

const marks: Record<string, number> = {}
const longTasks: { start: number; duration: number }[] = []
const sales: SaleMarks[] = []
let asked: number | null = null
Object.assign(globalThis, { benchScreen: { marks, longTasks, sales } })
new PerformanceObserver((list) => {
  for (const { startTime, duration } of list.getEntries()) longTasks.push({ start: startTime, duration })
}).observe({ type: 'longtask', buffered: true })

const mark = (name: string): void => {
  marks[name] ??= performance.now()
}
const type = (field: HTMLInputElement): void => {
  const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set
  set?.call(field, benchWord)
  field.dispatchEvent(new Event('input', { bubbles: true }))
}
/** The frame that shows what was just done has been drawn when the next one begins. */
const afterFrame = (work: () => void): void => {
  requestAnimationFrame(() => requestAnimationFrame(work))
}
const look = (): void => {
  if (document.querySelector('input[type=password][maxlength="8"]') === document.activeElement) mark('locked')
  const field = document.querySelector<HTMLInputElement>('main input[role=combobox], input[role=combobox]')
  if (field !== null && marks.field === undefined) {
    mark('field')
    if (benchWord !== '') type(field)
  }
  if (marks.field !== undefined && document.querySelector('[role=option]') !== null) mark('answered')
  if (asked !== null && document.querySelector('[role=dialog] p[role=status]') !== null) {
    const began = asked
    asked = null
    afterFrame(() => sales.push({ asked: began, sold: performance.now() }))
  }
}
new MutationObserver(look).observe(document, { childList: true, subtree: true, attributes: true })
addEventListener('focusin', look)
addEventListener(
  'keydown',
  (event) => {
    if (event.key === 'Enter' && event.target instanceof HTMLInputElement) marks.entered ??= event.timeStamp
    if (event.key === 'F10')
      asked = document.querySelector('[role=dialog] p[role=status]') ? null : event.timeStamp
  },
  true,
)
