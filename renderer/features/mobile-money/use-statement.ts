import { useAuthor, useDeps, useShop, useStore } from '@renderer/db/hooks.ts'
import { getDesktop } from '@renderer/desktop/bridge.ts'
import { confirmByStatement } from '@shared/domain/payments/confirm-payment.ts'
import type { Pairing } from '@shared/domain/payments/match-statement.ts'
import type { MobileMethod } from '@shared/domain/payments/mobile-money.ts'
import { readStatement, type Statement, type StatementError } from '@shared/import/statement-import.ts'
import type { Id } from '@shared/kernel/id.ts'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

/** A statement that was read, and what a person says about it. */
export interface OpenStatement extends Statement {
  readonly fileName: string
  /** Payments without a reference that a person takes for those of the statement. */
  readonly agreed: ReadonlySet<Id>
}

interface StatementModel {
  readonly statement: OpenStatement | null
  /** Why the last file was not read. */
  readonly problem: string | null
  readonly busy: boolean
  readonly done: { readonly confirmed: number; readonly failed: number } | null
  choose(): Promise<void>
  change(changes: { readonly method?: MobileMethod; readonly agreed?: ReadonlySet<Id> }): void
  confirm(pairings: readonly Pairing[]): Promise<void>
}

const ERRORS: Readonly<
  Record<StatementError['type'], 'empty' | 'notText' | 'noColumns' | 'noRows' | 'tooMany'>
> = {
  EmptyFile: 'empty',
  NotText: 'notText',
  NoColumns: 'noColumns',
  NoHeader: 'noColumns',
  NoRows: 'noRows',
  TooManyColumns: 'tooMany',
  TooManyRows: 'tooMany',
}

/** Reads an operator's statement and confirms what it proves: each payment is one write of its order, here and offline. */
export function useStatement(): StatementModel {
  const { t } = useTranslation('mobileMoney')
  const store = useStore()
  const author = useAuthor()
  const deps = useDeps()
  const { currency, utcOffsetMinutes } = useShop()
  const [statement, setStatement] = useState<OpenStatement | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const [done, setDone] = useState<StatementModel['done']>(null)

  return {
    statement,
    problem,
    busy,
    done,
    async choose() {
      const picked = await getDesktop().files.openImport(['csv', 'txt', 'tsv'])
      if (!picked.ok) return setProblem(t('fileError.unreadable'))
      if (picked.value === null) return
      const { name, bytes } = picked.value
      const read = readStatement(bytes, { fileName: name, currency, utcOffsetMinutes })
      setDone(null)
      setProblem(read.ok ? null : t(`fileError.${ERRORS[read.error.type]}`))
      setStatement(read.ok ? { ...read.value, fileName: name, agreed: new Set() } : null)
    },
    change: (changes) => setStatement((open) => open && { ...open, ...changes }),
    async confirm(pairings) {
      if (statement === null || busy) return
      setBusy(true)
      let confirmed = 0
      for (const { line, payment } of pairings) {
        const { paymentId } = payment
        const proof = { paymentId, file: statement.fileName, reference: line.reference }
        const written = await store.edit('orders', payment.documentId, (order) =>
          confirmByStatement(order, proof, author, deps),
        )
        if (written.ok) confirmed++
      }
      setDone({ confirmed, failed: pairings.length - confirmed })
      setBusy(false)
    },
  }
}
