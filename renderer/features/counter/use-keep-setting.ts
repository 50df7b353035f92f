import { useStore } from '@renderer/db/hooks.ts'
import type { Id } from '@shared/kernel/id.ts'
import { ok } from '@shared/kernel/result.ts'
import type { Setting } from '@shared/schemas/settings.schema.ts'
import { useMemo } from 'react'

export interface KeepSetting {
  /** Puts this value in its document, or makes the document; takes it back from the archive. True when it is stored. */
  keep(fresh: Setting): Promise<boolean>
  archive(id: Id): Promise<boolean>
}

/** Stores settings whose id every device computes alike: made once, changed from then on. */
export function useKeepSetting(): KeepSetting {
  const db = useStore()
  return useMemo(
    () => ({
      async keep(fresh) {
        const { id, value } = fresh
        const edited = await db.edit('settings', id, (known) => ok({ ...known, value, archived: false }))
        if (edited.ok || edited.error.type !== 'NotFound') return edited.ok
        return db.insert('settings', fresh).then(
          () => true,
          () => false, // the store says why on the Sync screen
        )
      },
      async archive(id) {
        const edited = await db.edit('settings', id, (known) => ok({ ...known, archived: true }))
        return edited.ok
      },
    }),
    [db],
  )
}
