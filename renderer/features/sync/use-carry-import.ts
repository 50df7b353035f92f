import { CARRY_EXTENSION } from '@shared/protocol/carry.ts'
import { useState } from 'react'
import { getDesktop } from '../../desktop/bridge.ts'
import { type CarryFile, type CarryProblem, type CarryTally, useSync } from '../../sync/sync-context.ts'

export type ImportProblem = CarryProblem | 'too-large' | 'unreadable'

/** Where a person is with the file of another device. */
export type CarryImportStep =
  | { readonly at: 'choose'; readonly problem: ImportProblem | null }
  | { readonly at: 'looking' }
  | { readonly at: 'preview'; readonly file: CarryFile; readonly tally: CarryTally }
  | { readonly at: 'bringing'; readonly share: number }
  | { readonly at: 'done'; readonly tally: CarryTally }

export interface CarryImport {
  readonly step: CarryImportStep
  choose(): Promise<void>
  bring(file: CarryFile): Promise<void>
}

/** Choose a file, see what is in it, bring it. Every failure leads back to the choice and says why. */
export function useCarryImport(): CarryImport {
  const { carry } = useSync()
  const [step, setStep] = useState<CarryImportStep>({ at: 'choose', problem: null })
  const fail = (problem: ImportProblem) => setStep({ at: 'choose', problem })

  return {
    step,
    async choose() {
      const picked = await getDesktop().files.openImport([CARRY_EXTENSION])
      if (!picked.ok) return fail(picked.error.type === 'FileTooLarge' ? 'too-large' : 'unreadable')
      if (picked.value === null) return
      const file = carry.read(new TextDecoder().decode(picked.value.bytes))
      if (!file.ok) return fail(file.error)
      setStep({ at: 'looking' })
      const looked = await carry.look(file.value)
      if (looked.ok) setStep({ at: 'preview', file: file.value, tally: looked.value })
      else fail(looked.error)
    },
    async bring(file) {
      setStep({ at: 'bringing', share: 0 })
      const brought = await carry.bring(file, (share) => setStep({ at: 'bringing', share }))
      if (brought.ok) setStep({ at: 'done', tally: brought.value })
      else fail(brought.error)
    },
  }
}
