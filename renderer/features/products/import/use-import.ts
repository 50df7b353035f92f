import { useAuthor, useDeps, useShop, useStore } from '@renderer/db/hooks.ts'
import { getDesktop, type PickedFile } from '@renderer/desktop/bridge.ts'
import { useProjections } from '@renderer/projections/hooks.ts'
import { businessDayOf } from '@shared/kernel/business-day.ts'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCategories } from '../categories.ts'
import { explainFailure } from '../explain-failure.ts'
import { createImportClient, type ImportClient } from './import-client.ts'
import {
  type ChoiceChange,
  changeChoices,
  type ImportChoices,
  type PlanSummary,
  type ReadFile,
} from './import-protocol.ts'
import { loadExisting } from './load-existing.ts'
import { fileErrorText } from './reason-text.ts'
import { type ImportOutcome, runImport } from './run-import.ts'
import { undoImport } from './undo-import.ts'

export interface Preview {
  readonly read: ReadFile
  readonly summary: PlanSummary
}

export type ImportStep =
  | { readonly at: 'choose'; readonly problem: string | null }
  | { readonly at: 'reading' }
  /** A file that could be taken in, with what it would do; `stale` while another reading of it is on its way. */
  | { readonly at: 'preview'; readonly preview: Preview; readonly stale: boolean }
  | { readonly at: 'running'; readonly progress: number }
  | { readonly at: 'report'; readonly outcome: ImportOutcome; readonly preview: Preview }
  | { readonly at: 'undoing'; readonly progress: number }
  | { readonly at: 'undone'; readonly problem: string | null }

export interface ImportModel {
  readonly step: ImportStep
  readonly fileName: string
  readonly choices: ImportChoices
  choose(): Promise<void>
  overrule(change: ChoiceChange): Promise<void>
  run(options: { readonly receive: boolean }): Promise<void>
  cancel(): void
  undo(): Promise<void>
}

/** One import from choosing the file to its report, and back. */
export function useImport(): ImportModel {
  const { t } = useTranslation('products')
  const [step, setStep] = useState<ImportStep>({ at: 'choose', problem: null })
  const [file, setFile] = useState<PickedFile | null>(null)
  const [choices, setChoices] = useState<ImportChoices>({})
  const client = useImportClient()
  const context = useImportContext()
  const aborter = useRef<AbortController | null>(null)
  const round = useRef(0)

  const prepare = async (picked: PickedFile | null, chosen: ImportChoices): Promise<void> => {
    const ownRound = ++round.current
    const { author, currency, deps } = context
    const planContext = { author, currency, now: deps.clock.now() }
    const input = picked ? { bytes: picked.bytes } : { again: true as const }
    const answer = await client().ask('read', input, chosen, planContext)
    if (round.current !== ownRound) return
    if (!answer.ok) {
      setStep({ at: 'choose', problem: fileErrorText(t, answer.error) })
      return
    }
    const products = await loadExisting({ ...context, shopId: author.shopId }, answer.value.lookups)
    const categories = context.categories.map(({ path, id }) => [path, id] as const)
    const summary = await client().ask('plan', { products, categories }, chosen, planContext)
    if (round.current === ownRound)
      setStep({ at: 'preview', preview: { read: answer.value, summary }, stale: false })
  }
  const guarded = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work()
    } catch {
      // The worker died or the store could not be read; nothing has been written at this point.
      setStep({ at: 'choose', problem: t('import.fileError.broken') })
    }
  }
  return {
    step,
    fileName: file?.name ?? '',
    choices,
    async choose() {
      const picked = await getDesktop().files.openImport(['csv', 'txt', 'tsv'])
      if (!picked.ok) setStep({ at: 'choose', problem: explainFailure(t, picked.error) })
      else if (picked.value !== null) {
        const chosenFile = picked.value
        setFile(chosenFile)
        setChoices({})
        setStep({ at: 'reading' })
        await guarded(() => prepare(chosenFile, {}))
      }
    },
    async overrule(change) {
      const next = changeChoices(choices, change)
      setChoices(next)
      if (step.at === 'preview') setStep({ ...step, stale: true })
      await guarded(() => prepare(null, next))
    },
    async run({ receive }) {
      if (step.at !== 'preview') return
      const { preview } = step
      aborter.current = new AbortController()
      setStep({ at: 'running', progress: 0 })
      const outcome = await runImport({
        ...context,
        client: client(),
        summary: preview.summary,
        fileName: file?.name ?? '',
        receiveAt: receive ? { locationId: context.locationId, businessDay: context.businessDay() } : null,
        signal: aborter.current.signal,
        onProgress: (progress) => setStep({ at: 'running', progress }),
      })
      setStep({ at: 'report', outcome, preview })
    },
    cancel: () => aborter.current?.abort(),
    async undo() {
      if (step.at !== 'report') return
      setStep({ at: 'undoing', progress: 0 })
      const failure = await undoImport({
        ...context,
        outcome: step.outcome,
        businessDay: context.businessDay(),
        onProgress: (progress) => setStep({ at: 'undoing', progress }),
      })
      setStep({ at: 'undone', problem: failure ? explainFailure(t, failure) : null })
    },
  }
}

function useImportContext() {
  const store = useStore()
  const projections = useProjections()
  const author = useAuthor()
  const deps = useDeps()
  const { currency, locationId, utcOffsetMinutes } = useShop()
  const categories = useCategories() ?? []
  const businessDay = () => businessDayOf(deps.clock.now(), utcOffsetMinutes)
  return { store, projections, author, deps, currency, locationId, categories, businessDay }
}

/** The worker lives as long as the dialog, and is started by the first file. */
function useImportClient(): () => ImportClient {
  const client = useRef<ImportClient | null>(null)
  useEffect(
    () => () => {
      client.current?.stop()
      client.current = null
    },
    [],
  )
  return () => {
    client.current ??= createImportClient()
    return client.current
  }
}
