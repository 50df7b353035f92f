import { useCan } from '@renderer/db/hooks.ts'
import { Banner } from '@renderer/ui/banner.tsx'
import { Button } from '@renderer/ui/button.tsx'
import { ConfirmDialog } from '@renderer/ui/confirm-dialog.tsx'
import { Sheet } from '@renderer/ui/sheet.tsx'
import { toast } from '@renderer/ui/toast.ts'
import { useShortcut } from '@renderer/ui/use-shortcut.ts'
import type { Product } from '@shared/schemas/products.schema.ts'
import { Archive } from 'lucide-react'
import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { HistoryButton } from '../history/public.ts'
import { ClashBanner } from './clash-banner.tsx'
import { useInvalidFields } from './invalid-fields.ts'
import { MoreFields } from './more-fields.tsx'
import { useProductCommands } from './product-commands.ts'
import { DescriptionFields, ProductFields } from './product-fields.tsx'
import { changeCount, useProductForm } from './use-product-form.ts'
import { VariantsSection } from './variants-section.tsx'

interface ProductFormProps {
  initial: Product
  /** As it is in the store now; null for a product that is being made. */
  stored: Product | null
  onClose: () => void
}

type Question = 'none' | 'discard' | 'archive'

export function ProductForm({ initial, stored, onClose }: ProductFormProps) {
  const { t } = useTranslation('products')
  const mayEdit = useCan('products.edit')
  const model = useProductForm(initial, stored)
  const commands = useProductCommands()
  const invalid = useInvalidFields()
  const [question, setQuestion] = useState<Question>('none')
  const [tried, setTried] = useState(false)
  const { form, dirty, saving } = model
  const { draft } = form
  const storedIds = useMemo(
    () => new Set(stored?.variants.map(({ id }) => id) ?? initial.variants.map(({ id }) => id)),
    [stored, initial],
  )
  const nameMissing = draft.name.trim() === ''
  const obstacle = nameMissing
    ? t('failure.nameMissing')
    : invalid.count > 0
      ? t('form.invalid', { count: invalid.count })
      : form.clashes.length > 0
        ? t('clash.body')
        : null
  const save = async (): Promise<void> => {
    setTried(true)
    if (saving) return
    if (obstacle !== null) toast.warning(obstacle)
    else if (!dirty || (await model.save())) onClose()
  }
  useLeaveGuard(dirty)
  const leave = (): void => (dirty ? setQuestion('discard') : onClose())

  return (
    <>
      <Sheet
        open
        onOpenChange={(open) => !open && leave()}
        title={stored === null ? t('form.newTitle') : draft.name || t('form.editTitle')}
        description={dirty ? t('form.dirty', { count: changeCount(form) }) : t('form.clean')}
        size="xl"
        footer={
          <>
            <SaveShortcut onSave={() => void save()} enabled={mayEdit} />
            {stored !== null && mayEdit && (
              <Button
                variant="ghost"
                icon={<Archive aria-hidden />}
                className="mr-auto"
                onClick={() => setQuestion('archive')}
              >
                {t('form.archive')}
              </Button>
            )}
            {stored !== null && <HistoryButton collection="products" document={stored} name={stored.name} />}
            <Button onClick={leave}>{t('form.cancel')}</Button>
            <Button
              variant="primary"
              shortcut="mod+s"
              busy={saving}
              disabled={!mayEdit}
              onClick={() => void save()}
            >
              {t('form.save')}
            </Button>
          </>
        }
      >
        <form
          className="flex flex-col gap-4"
          onSubmit={(event) => {
            event.preventDefault()
            void save()
          }}
        >
          {!mayEdit && <Banner tone="info" title={t('form.readOnly')} />}
          <ClashBanner form={form} onSettle={model.settle} />
          {tried && invalid.count > 0 && (
            <Banner tone="danger" title={t('form.invalid', { count: invalid.count })} />
          )}
          <ProductFields
            product={draft}
            disabled={!mayEdit}
            nameError={nameMissing && tried ? t('failure.nameMissing') : null}
            onChange={model.change}
          />
          <VariantsSection
            product={draft}
            storedIds={storedIds}
            disabled={!mayEdit}
            invalid={invalid}
            onVariantChange={model.changeVariant}
            onVariantsAdd={model.addVariants}
          />
          <DescriptionFields product={draft} disabled={!mayEdit} onChange={model.change} />
          <MoreFields product={draft} disabled={!mayEdit} onChange={model.change} />
          {/* Lets Enter in a field save, as forms do everywhere; the visible button stands in the footer. */}
          <button type="submit" tabIndex={-1} aria-hidden className="hidden" />
        </form>
      </Sheet>
      <ConfirmDialog
        open={question === 'discard'}
        title={t('discard.title')}
        body={t('discard.body')}
        confirmLabel={t('discard.confirm')}
        cancelLabel={t('discard.cancel')}
        danger
        onConfirm={onClose}
        onCancel={() => setQuestion('none')}
      />
      <ConfirmDialog
        open={question === 'archive'}
        title={t('archive.title', { name: draft.name })}
        body={t('archive.body')}
        confirmLabel={t('archive.confirm')}
        danger
        onConfirm={async () => {
          setQuestion('none')
          if (await commands.archive(draft.id)) onClose()
        }}
        onCancel={() => setQuestion('none')}
      />
    </>
  )
}

/** Inside the sheet, so that the combination belongs to it while it is on top. */
function SaveShortcut({ onSave, enabled }: { onSave: () => void; enabled: boolean }) {
  useShortcut('mod+s', onSave, { enabled })
  return null
}

/** Closing the window would lose what was typed as well: the browser asks first. */
function useLeaveGuard(dirty: boolean): void {
  useEffect(() => {
    if (!dirty) return
    const guard = (event: BeforeUnloadEvent): void => event.preventDefault()
    window.addEventListener('beforeunload', guard)
    return () => window.removeEventListener('beforeunload', guard)
  }, [dirty])
}
