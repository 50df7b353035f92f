import { useMemo, useSyncExternalStore } from 'react'

/** A canvas cannot read the page's style rules, so the tokens are read for it, anew when the theme changes. */
export function useChartColours() {
  const theme = useSyncExternalStore(onThemeChange, themeNow)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme decides what the tokens say
  return useMemo(() => {
    const style = getComputedStyle(document.documentElement)
    const token = (name: string) => style.getPropertyValue(name).trim()
    return {
      bar: token('--series-1'),
      series: [1, 2, 3, 4, 5].map((number) => token(`--series-${number}`)),
      before: token('--series-6'),
      text: token('--ink-muted'),
      rule: token('--rule'),
      font: getComputedStyle(document.body).fontFamily,
    }
  }, [theme])
}

const themeNow = (): string => document.documentElement.dataset.theme ?? ''

function onThemeChange(onChange: () => void): () => void {
  const observer = new MutationObserver(onChange)
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] })
  return () => observer.disconnect()
}
