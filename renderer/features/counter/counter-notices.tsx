import { useAuthor, useDeps, useStore } from '@renderer/db/hooks.ts'
import { formatMeasure } from '@renderer/i18n/format.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import { Banner } from '@renderer/ui/banner.tsx'
import { Button } from '@renderer/ui/button.tsx'
import { toast } from '@renderer/ui/toast.ts'
import { newTask } from '@shared/domain/tasks/task.ts'
import { useTranslation } from 'react-i18next'
import { useCounter, useCounterTools } from './counter-context.tsx'
import type { CounterNews } from './counter-store.ts'

/** What happened last, in a line that screen readers speak; and the codes that still need an answer. */
export function CounterNotices() {
  const { t } = useTranslation('counter')
  const news = useCounter((state) => state.news)
  const unknownCodes = useCounter((state) => state.unknownCodes)
  const say = useNewsText()
  const quiet = news === null || news.type === 'Added' || news.type === 'Unknown'
  return (
    <>
      <p
        role="status"
        aria-live="polite"
        className={quiet ? 'sr-only' : 'rounded-md bg-warning-soft px-3 py-2 text-warning-ink'}
      >
        {news && say(news)}
      </p>
      {unknownCodes.length > 0 && (
        <ul aria-label={t('unknown.list')} className="flex max-h-44 flex-col gap-2 overflow-y-auto">
          {unknownCodes.map((code) => (
            <li key={code}>
              <UnknownCode code={code} />
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

function useNewsText(): (news: CounterNews) => string {
  const { t } = useTranslation('counter')
  const { t: lots } = useTranslation('lots')
  const locale = useLocale()
  return (news) => {
    switch (news.type) {
      case 'Added':
        return news.unit === 'piece'
          ? t('news.added', { count: news.quantity, name: news.name })
          : t('news.addedMeasure', {
              measure: formatMeasure(news.quantity, news.unit, locale),
              name: news.name,
            })
      case 'LabelRefused':
        return t(`news.label.${news.why}`, { name: news.name })
      case 'Unknown':
        return t('unknown.title', { code: news.code })
      case 'NoMatch':
        return t('news.noMatch', { term: news.term })
      case 'NotForSale':
        return t('news.notForSale', { name: news.name })
      case 'SerialInCart':
      case 'SerialGone':
        return lots(news.type === 'SerialInCart' ? 'counter.inCart' : 'counter.gone', {
          code: news.code,
          name: news.name,
        })
      case 'LookupFailed':
        return t('news.lookupFailed', { term: news.term })
      case 'AlreadyStored':
        return t('news.alreadyStored', { number: news.number })
    }
  }
}

function UnknownCode({ code }: { code: string }) {
  const { t } = useTranslation('counter')
  const { scanFieldRef } = useCounterTools()
  const forget = useCounter((state) => state.forgetCode)
  const makeTask = useUnknownCodeTask()
  const backToScan = (): void => {
    forget(code)
    scanFieldRef.current?.focus()
  }
  return (
    <Banner
      tone="warning"
      title={t('unknown.title', { code })}
      action={
        <>
          <Button size="lg" onClick={backToScan}>
            {t('unknown.search')}
          </Button>
          <Button size="lg" onClick={() => void makeTask(code).then((made) => made && backToScan())}>
            {t('unknown.task')}
          </Button>
          <Button size="lg" variant="ghost" onClick={backToScan}>
            {t('unknown.dismiss')}
          </Button>
        </>
      }
    >
      {t('unknown.how')}
    </Banner>
  )
}

/** Leaves the code for whoever keeps the catalogue; true when it is stored. */
function useUnknownCodeTask(): (code: string) => Promise<boolean> {
  const { t } = useTranslation('counter')
  const db = useStore()
  const author = useAuthor()
  const deps = useDeps()
  return async (code) => {
    const payload = { about: 'unknown-barcode', code, text: t('unknown.taskText', { code }) }
    const task = newTask({ kind: 'reminder', assigneeRole: 'manager', payload }, author, deps)
    try {
      await db.insert('tasks', task)
      toast.success(t('unknown.taskMade', { code }))
      return true
    } catch {
      // The store has said why on the Sync screen; the code stays on this one.
      toast.error(t('unknown.taskFailed'), { description: code })
      return false
    }
  }
}
