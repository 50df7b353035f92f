import { isCollectionName } from '@shared/schemas/registry.ts'
import { useTranslation } from 'react-i18next'
import type { SyncLogRecord } from '../../db/local-tables.ts'
import { REPAIR_CAUSES } from '../../sync/sync-status.ts'
import { clockDifference } from './clock-difference.ts'

const MENDED_KINDS = ['repair', 'restored', 'epoch', 'offered', 'clock', 'receipts'] as const
type MendedKind = (typeof MENDED_KINDS)[number]

/** A line of the log that tells of damage which was put right without anybody. */
export interface MendedRecord extends SyncLogRecord {
  readonly kind: MendedKind
}

export const isMended = (record: SyncLogRecord): record is MendedRecord =>
  MENDED_KINDS.some((kind) => kind === record.kind)

export interface MendedText {
  /** What happened. */
  readonly what: string
  /** What was done about it. */
  readonly done: string
  /** What became of the data. */
  readonly data: string
}

const MINUTE_MS = 60_000

/** Tells a line of the log in plain words. */
export function useMendedText(): (record: MendedRecord) => MendedText {
  const { t } = useTranslation('sync')

  function ofRepair(params: SyncLogRecord['params']): MendedText {
    const cause = REPAIR_CAUSES.find((known) => known === params.cause) ?? 'storage'
    const reread = t('mended.repair.data', { count: Number(params.reread ?? 0) })
    return {
      what: t(`mended.repair.what.${cause}`, {
        collection: collectionOf(params),
        count: Number(params.documents ?? 0),
      }),
      done: t('mended.repair.done'),
      data: params.isDone === true ? reread : t('mended.repair.underway'),
    }
  }

  function ofOffer(params: SyncLogRecord['params']): MendedText {
    const taken = Number(params.taken ?? 0)
    const kept = Number(params.refused ?? 0)
    const outcome: string[] = []
    if (taken > 0) outcome.push(t('mended.offered.data', { count: taken }))
    if (kept > 0) outcome.push(t('mended.offered.kept', { count: kept }))
    return {
      what: t('mended.offered.what', { collection: collectionOf(params) }),
      done: t('mended.offered.done'),
      data: outcome.join(' '),
    }
  }

  function collectionOf(params: SyncLogRecord['params']): string {
    const name = String(params.collection ?? '')
    return isCollectionName(name) ? t(`collection.${name}`) : name
  }

  function durationOf(minutes: number): string {
    const difference = clockDifference(minutes * MINUTE_MS)
    return t(`duration.${difference?.unit ?? 'minutes'}`, { count: difference?.count ?? minutes })
  }

  return ({ kind, params }) => {
    switch (kind) {
      case 'repair':
        return ofRepair(params)
      case 'offered':
        return ofOffer(params)
      case 'restored':
        return {
          what: t('mended.restored.what'),
          done: t('mended.restored.done'),
          data: t('mended.restored.data', { count: Number(params.count ?? 0) }),
        }
      case 'epoch':
        return { what: t('mended.epoch.what'), done: t('mended.epoch.done'), data: t('mended.epoch.data') }
      case 'clock':
        return {
          what: t('mended.clock.what', { duration: durationOf(Number(params.minutes ?? 0)) }),
          done: t('mended.clock.done'),
          data: t('mended.clock.data'),
        }
      case 'receipts':
        return {
          what: t('mended.receipts.what'),
          done: t('mended.receipts.done', { epoch: Number(params.epoch ?? 0) }),
          data: t('mended.receipts.data'),
        }
    }
  }
}
