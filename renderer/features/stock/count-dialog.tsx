import { useSettings, useShop } from '@renderer/db/hooks.ts'
import { Button } from '@renderer/ui/button.tsx'
import { ConfirmDialog } from '@renderer/ui/confirm-dialog.tsx'
import { SelectField } from '@renderer/ui/select-field.tsx'
import { Sheet } from '@renderer/ui/sheet.tsx'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCategories } from '../products/public.ts'
import { CountReview } from './count-review.tsx'
import { CountSheetLines } from './count-sheet-lines.tsx'
import { type CountModel, useCount } from './use-count.ts'

/** Count by scan or a whole category: first only what is on the shelf, then the comparison, then the posting. */
export function CountDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('stock')
  const count = useCount()
  const [asking, setAsking] = useState<'none' | 'post' | 'drop'>('none')
  const { session, results } = count
  return (
    <>
      <Sheet
        open
        onOpenChange={(open) => !open && onClose()}
        title={t('countDialog.title')}
        description={session ? t('countDialog.kept') : t('countDialog.body')}
        size="xl"
        footer={<Footer count={count} onClose={onClose} onAsk={setAsking} />}
      >
        {session === null && <Start count={count} />}
        {session && results === null && <CountSheetLines session={session} count={count} />}
        {session && results !== null && <CountReview results={results} />}
      </Sheet>
      <ConfirmDialog
        open={asking === 'post'}
        title={t('countDialog.confirmTitle')}
        body={t('countDialog.confirmBody', {
          count: results?.filter(({ difference }) => difference !== 0).length ?? 0,
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
        body={t('countDialog.dropBody', { count: session?.lines.length ?? 0 })}
        confirmLabel={t('countDialog.drop')}
        danger
        onConfirm={() => {
          setAsking('none')
          count.drop()
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
  const { session, results } = count
  if (session === null) return <Button onClick={onClose}>{t('cancel')}</Button>
  if (results === null) {
    return (
      <>
        <Button variant="ghost" className="mr-auto" onClick={() => onAsk('drop')}>
          {t('countDialog.drop')}
        </Button>
        <Button onClick={onClose}>{t('countDialog.later')}</Button>
        <Button variant="primary" disabled={session.lines.length === 0} onClick={() => void count.review()}>
          {t('countDialog.compare')}
        </Button>
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

function Start({ count }: { count: CountModel }) {
  const { t } = useTranslation('stock')
  const { locationId } = useShop()
  const categories = useCategories() ?? []
  const locations = useSettings('location') ?? []
  const [place, setPlace] = useState(locationId)
  const [chosen, setChosen] = useState('')
  const categoryId = categories.find(({ id }) => id === chosen)?.id ?? null
  return (
    <div className="flex max-w-md flex-col gap-4">
      {locations.length > 1 && (
        <SelectField
          label={t('field.location')}
          value={place}
          options={locations.map(({ id, value }) => ({ value: id, label: value.name }))}
          onChange={setPlace}
        />
      )}
      <SelectField
        label={t('countDialog.what')}
        hint={t('countDialog.whatHint')}
        value={chosen}
        options={[
          { value: '', label: t('countDialog.byScan') },
          ...categories.map(({ id, path }) => ({ value: String(id), label: path })),
        ]}
        onChange={setChosen}
      />
      <div>
        <Button variant="primary" onClick={() => count.start(categoryId, place)}>
          {t('countDialog.start')}
        </Button>
      </div>
    </div>
  )
}
