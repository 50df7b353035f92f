import { useDeps } from '@renderer/db/hooks.ts'
import { formatDateTime } from '@renderer/i18n/format.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import type { Ref } from 'react'
import { useTranslation } from 'react-i18next'
import { Pair, Paper, PaperCode, PaperHead, PaperTitle, Rule } from './paper.tsx'

/** What a printer can do wrong stands on it: accents, signs, the right edge, a barcode. */
export function TestPaper({ widthMm, ref }: { widthMm: 58 | 80; ref: Ref<HTMLElement> }) {
  const { t } = useTranslation('printing')
  const locale = useLocale()
  const { clock } = useDeps()
  return (
    <Paper ref={ref} label={t('test.title')}>
      <PaperHead duplicate={false} />
      <PaperTitle>{t('test.title')}</PaperTitle>
      <Rule />
      <Pair term={t('settings.width')} value={t('settings.millimetres', { value: String(widthMm) })} />
      <Pair term={t('test.date')} value={formatDateTime(clock.now(), locale)} />
      <Rule />
      <p>à â æ ç é è ê ë î ï ô œ ù û ü ÿ</p>
      <p>À Â Æ Ç É È Ê Ë Î Ï Ô Œ Ù Û Ü Ÿ</p>
      <p>€ × ° « » ñ Ñ</p>
      <Pair strong term={t('test.left')} value={t('test.right')} />
      <PaperCode text="COMPTOIR" />
    </Paper>
  )
}
