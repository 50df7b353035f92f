import { useCan } from '@renderer/db/hooks.ts'
import { useOpenCounts } from '@renderer/projections/hooks.ts'
import { Banner } from '@renderer/ui/banner.tsx'
import { Button } from '@renderer/ui/button.tsx'
import type { Id } from '@shared/kernel/id.ts'
import { useCountText } from './use-count-text.ts'

/** Counts that are not closed yet, of whoever: others can join them. */
export function CountsUnderWay({ onJoin }: { onJoin: (sessionId: Id) => void }) {
  const rows = useOpenCounts() ?? []
  const text = useCountText()
  const may = useCan('stock.count')
  if (!may) return null
  return rows.map((row) => (
    <Banner
      key={row.sessionId}
      tone="info"
      title={text.title(row)}
      action={
        <Button size="sm" onClick={() => onJoin(row.sessionId)}>
          {text.invite(row)}
        </Button>
      }
    >
      {text.progress(row)}
    </Banner>
  ))
}
