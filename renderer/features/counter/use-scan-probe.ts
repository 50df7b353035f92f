import { useSettings, useShop } from '@renderer/db/hooks.ts'
import { useProjections } from '@renderer/projections/hooks.ts'
import type { CatalogueVariant, Projections } from '@renderer/projections/projections.ts'
import type { ScaleLabel } from '@shared/domain/catalogue/scale-label.ts'
import { useEffect, useState } from 'react'
import { type CodeQuestion, lookUpCode } from './catalogue-lookup.ts'
import { readScan } from './entry.ts'
import { createScanProbe, PROBE_REST_MS, type ScanReading, type Trimming, trimmingsOf } from './scan-probe.ts'

/** What a scan stands for; `trimmed` when it does only without something the scanner adds. */
interface ProbeFinding {
  readonly variants: readonly CatalogueVariant[]
  readonly trimmed: Trimming | null
  /** What it says as the label of a scale. */
  readonly label: ScaleLabel | null
}

export interface ScanTest {
  readonly reading: ScanReading
  /** Undefined while it is being looked up, null when the catalogue does not answer. */
  readonly finding: ProbeFinding | null | undefined
}

/** The last thing the scanner sent since this was opened, and what it stands for. Codes reach nothing else meanwhile. */
export function useScanProbe(): ScanTest | null {
  const projections = useProjections()
  const { locationId } = useShop()
  const scaleLabels = useSettings('scale-labels')?.[0]
  const [test, setTest] = useState<ScanTest | null>(null)
  useEffect(() => {
    const probe = createScanProbe()
    const scaleRules = scaleLabels?.value.rules ?? []
    let resting: ReturnType<typeof setTimeout> | undefined
    const take = (reading: ScanReading | null): void => {
      if (!reading) return
      setTest({ reading, finding: undefined })
      const keep = (finding: ProbeFinding | null): void =>
        setTest((current) => (current?.reading === reading ? { reading, finding } : current))
      find(projections, { readings: readScan('', reading.code), locationId, scaleRules }).then(keep, () =>
        keep(null),
      ) // the worker is gone
    }
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.isComposing) return
      const isPart = event.key.length === 1 || probe.isHearing
      const withModifier = event.ctrlKey || event.metaKey || (event.altKey && event.key.length !== 1)
      const { key, code, timeStamp: at, repeat } = event
      take(probe.press({ key, code, at, repeat, withModifier }))
      clearTimeout(resting)
      resting = setTimeout(() => take(probe.rest()), PROBE_REST_MS)
      if (!isPart || withModifier || key === 'Escape') return
      // Neither a space nor the Enter of a code presses a button here.
      event.preventDefault()
      event.stopImmediatePropagation()
    }
    window.addEventListener('keydown', onKeyDown, { capture: true })
    return () => {
      clearTimeout(resting)
      window.removeEventListener('keydown', onKeyDown, { capture: true })
    }
  }, [projections, locationId, scaleLabels])
  return test
}

async function find(projections: Projections, question: CodeQuestion): Promise<ProbeFinding> {
  const found = await lookUpCode(projections, question)
  const label = found.type === 'None' ? null : (found.label ?? null)
  if (found.type === 'One') return { variants: [found.variant], trimmed: null, label }
  if (found.type === 'Several') return { variants: found.variants, trimmed: null, label }
  const trimmings = trimmingsOf(question.readings[0]?.term ?? '')
  const answers = await projections.findByCodes(trimmings.map((trimming) => trimming.code))
  const at = answers.findIndex((variants) => variants.length > 0)
  return { variants: answers[at] ?? [], trimmed: trimmings[at] ?? null, label: null }
}
