import { useLocale } from '../../i18n/use-locale.ts'
import { Button } from '../../ui/button.tsx'
import { Page } from '../../ui/page.tsx'
import { GalleryButtons, GalleryFields } from './gallery-controls.tsx'
import { GalleryFeedback, GalleryFigures, GalleryLayers } from './gallery-feedback.tsx'
import { GalleryTables } from './gallery-tables.tsx'
import { GALLERY_TEXT } from './gallery-text.ts'

/** Every component in every state on one page, to be looked at in both themes and both languages. Not in the product. */
export function Gallery() {
  const text = GALLERY_TEXT[useLocale()]
  return (
    <Page
      title={text.title}
      subtitle={text.subtitle}
      actions={<Button variant="primary">{text.receive}</Button>}
    >
      <GalleryFigures text={text} />
      <GalleryButtons text={text} />
      <GalleryFields text={text} />
      <GalleryLayers text={text} />
      <GalleryFeedback text={text} />
      <GalleryTables text={text} />
    </Page>
  )
}
