import { type ReadSetting, useCan, useSettings } from '@renderer/db/hooks.ts'
import { Button } from '@renderer/ui/button.tsx'
import { Page } from '@renderer/ui/page.tsx'
import { Tabs } from '@renderer/ui/tabs.tsx'
import { ArrowLeft, Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { PriceListsView, PromotionsView } from './offer-tables.tsx'
import { PriceListDialog } from './price-list-dialog.tsx'
import { PromotionDialog } from './promotion-dialog.tsx'

const TABS = ['promotion', 'priceList'] as const
type Tab = (typeof TABS)[number]

type OpenDialog =
  | { readonly kind: 'none' }
  | { readonly kind: 'promotion'; readonly promotion: ReadSetting<'promotion'> | null }
  | { readonly kind: 'priceList'; readonly list: ReadSetting<'price-list'> | null }

/** What the shop offers: promotions for everybody, price lists for some customers. */
export function OffersScreen() {
  const { t } = useTranslation('offers')
  const [, navigate] = useLocation()
  const [tab, setTab] = useState<Tab>('promotion')
  const [dialog, setDialog] = useState<OpenDialog>({ kind: 'none' })
  const promotions = useSettings('promotion')
  const lists = useSettings('price-list')
  const mayEdit = useCan('settings.edit')
  const close = (): void => setDialog({ kind: 'none' })
  const contents = {
    promotion: (
      <PromotionsView
        promotions={promotions}
        onOpen={(promotion) => mayEdit && setDialog({ kind: 'promotion', promotion })}
      />
    ),
    priceList: (
      <PriceListsView lists={lists} onOpen={(list) => mayEdit && setDialog({ kind: 'priceList', list })} />
    ),
  }
  return (
    <Page
      title={t('title')}
      subtitle={t('subtitle')}
      actions={
        <>
          <Button icon={<ArrowLeft aria-hidden />} onClick={() => navigate('/products')}>
            {t('toProducts')}
          </Button>
          <Button
            variant="primary"
            icon={<Plus aria-hidden />}
            disabled={!mayEdit}
            title={mayEdit ? undefined : t('forbidden')}
            onClick={() =>
              setDialog(
                tab === 'promotion'
                  ? { kind: 'promotion', promotion: null }
                  : { kind: 'priceList', list: null },
              )
            }
          >
            {t(`${tab}.new`)}
          </Button>
        </>
      }
    >
      <Tabs
        label={t('title')}
        value={tab}
        onChange={setTab}
        items={TABS.map((value) => ({ value, label: t(`${value}.tab`), content: contents[value] }))}
      />
      {dialog.kind === 'promotion' && <PromotionDialog promotion={dialog.promotion} onClose={close} />}
      {dialog.kind === 'priceList' && <PriceListDialog list={dialog.list} onClose={close} />}
    </Page>
  )
}
