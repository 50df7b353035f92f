import { Banner } from '@renderer/ui/banner.tsx'
import { Button } from '@renderer/ui/button.tsx'
import { ConfirmDialog } from '@renderer/ui/confirm-dialog.tsx'
import { DateTimeText } from '@renderer/ui/date-time-text.tsx'
import { Sheet } from '@renderer/ui/sheet.tsx'
import type { Id } from '@shared/kernel/id.ts'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CountReview } from './count-review.tsx'
import { CountSheetLines } from './count-sheet-lines.tsx'
import { CountStart } from './count-start.tsx'
import { type CountModel, useCount } from './use-count.ts'
import { usePeople } from './use-people.ts'

interface CountDialogProps {
  /** The count to join; left out, this person's own one goes on, or a new one begins. */
  sessionId?: Id | null
  onClose: () => void
}

/** Count by scan or a whole category: first only what is on the shelf, then the comparison, then the posting. */
export function CountDialog({ sessionId = null, onClose }: CountDialogProps) {
  const { t } = useTranslation('stock')
  const { t: tCounts } = useTranslation('counts')
  const count = useCount(sessionId)
  const [asking, setAsking] = useState<'none' | 'post' | 'drop'>('none')
  const { session, comparison } = count
  return (
    <>
      <Sheet
        open
        onOpenChange={(open) => !open && onClose()}
        title={t('countDialog.title')}
        description={session ? tCounts('kept') : t('countDialog.body')}
        size="xl"
        footer={<Footer count={count} onClose={onClose} onAsk={setAsking} />}
      >
        {session === null && <CountStart count={count} />}
        {session && <Ended count={count} />}
        {session && comparison === null && <CountSheetLines session={session} count={count} />}
        {session && comparison !== null && <CountReview comparison={comparison} onChoose={count.choose} />}
      </Sheet>
      <ConfirmDialog
        open={asking === 'post'}
        title={t('countDialog.confirmTitle')}
        body={t('countDialog.confirmBody', {
          count: comparison?.results.filter(({ difference }) => difference !== 0).length ?? 0,
        })}
        confirmLabel={t('confirm')}
        busy={count.posting}
        onConfirm={async () => {
          const posted = await count.post()
          setAsking('none')
          if (posted) onClose()
        }}
        onCancel={() => setAsking('none')}
      />
      <ConfirmDialog
        open={asking === 'drop'}
        title={t('countDialog.dropTitle')}
        body={tCounts('dropBody', { count: count.view?.row.articles ?? 0 })}
        confirmLabel={t('countDialog.drop')}
        danger
        onConfirm={() => {
          setAsking('none')
          void count.drop()
        }}
        onCancel={() => setAsking('none')}
      />
    </>
  )
}

interface FooterProps {
  count: CountModel
  onClose: () => void
  onAsk: (question: 'post' | 'drop') => void
}

function Footer({ count, onClose, onAsk }: FooterProps) {
  const { t } = useTranslation('stock')
  const { session, comparison, isOpen, mayClose } = count
  if (!session) return <Button onClick={onClose}>{t('cancel')}</Button>
  if (!isOpen) return <Button onClick={onClose}>{t('detail.close')}</Button>
  if (comparison === null) {
    return (
      <>
        {mayClose && (
          <Button variant="ghost" className="mr-auto" onClick={() => onAsk('drop')}>
            {t('countDialog.drop')}
          </Button>
        )}
        <Button onClick={onClose}>{t('countDialog.later')}</Button>
        {mayClose && (
          <Button
            variant="primary"
            disabled={count.own.length === 0 && (count.view?.row.articles ?? 0) === 0}
            onClick={() => void count.review()}
          >
            {t('countDialog.compare')}
          </Button>
        )}
      </>
    )
  }
  return (
    <>
      <Button className="mr-auto" onClick={count.backToCounting}>
        {t('countDialog.back')}
      </Button>
      <Button variant="primary" onClick={() => onAsk('post')}>
        {t('save')}
      </Button>
    </>
  )
}

/** Somebody else closed the count or gave it up: what is not in it is not lost. */
function Ended({ count: { session, view } }: { count: CountModel }) {
  const { t } = useTranslation('counts')
  const { staffName } = usePeople()
  const closing = view?.closing ?? null
  if (closing) {
    return (
      <div className="mb-3">
        <Banner
          tone={closing.late > 0 ? 'warning' : 'info'}
          title={t('closed.title', { name: staffName(closing.closedBy) || t('somebody') })}
        >
          <DateTimeText at={closing.at} /> · {t('closed.differing', { count: closing.differing })}
          {closing.late > 0 && <p>{t('closed.late', { count: closing.late })}</p>}
        </Banner>
      </div>
    )
  }
  if (session?.state !== 'dropped') return null
  return (
    <div className="mb-3">
      <Banner tone="warning" title={t('dropped.title')}>
        {t('dropped.body')}
      </Banner>
    </div>
  )
}
