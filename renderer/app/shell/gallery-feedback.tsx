import { minor } from '@shared/kernel/money.ts'
import { Copy, EllipsisVertical, Pencil, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { Badge } from '../../ui/badge.tsx'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { DescriptionList } from '../../ui/description-list.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { Menu } from '../../ui/menu.tsx'
import { MoneyText } from '../../ui/money-text.tsx'
import { Popover } from '../../ui/popover.tsx'
import { Progress } from '../../ui/progress.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { StatTile } from '../../ui/stat-tile.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { toast } from '../../ui/toast.ts'
import { Toolbar } from '../../ui/toolbar.tsx'
import type { GalleryText } from './gallery-text.ts'
import { SyncPill } from './sync-pill.tsx'

const ignore = (): void => undefined

export function GalleryFigures({ text }: { text: GalleryText }) {
  return (
    <div className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      <StatTile
        label={text.revenue}
        value={<MoneyText amount={minor(1_845_500)} currency="XOF" />}
        delta={{ value: '+12,5 %', direction: 'up', good: true }}
        hint={text.before}
      />
      <StatTile
        label={text.orders}
        value="184"
        delta={{ value: '−3,1 %', direction: 'down', good: false }}
        hint={text.before}
      />
      <StatTile
        label={text.average}
        value={<MoneyText amount={minor(10_030)} currency="XOF" />}
        delta={{ value: '0 %', direction: 'flat', good: true }}
        hint={text.before}
      />
      <StatTile
        label={text.returns}
        value="4"
        delta={{ value: '−2', direction: 'down', good: true }}
        hint={text.before}
      />
    </div>
  )
}

export function GalleryFeedback({ text }: { text: GalleryText }) {
  return (
    <Card title={text.feedback}>
      <div className="flex flex-col gap-3">
        <div className="flex flex-wrap items-center gap-2">
          <Badge tone="neutral">{text.history}</Badge>
          <Badge tone="info">{text.busy}</Badge>
          <Badge tone="success">{text.inStock}</Badge>
          <Badge tone="warning">{text.low}</Badge>
          <Badge tone="danger">{text.out}</Badge>
          <SyncPill state="synced" pending={0} refused={0} conflicts={0} />
          <SyncPill state="pending" pending={3} refused={0} conflicts={0} />
          <SyncPill state="offline" pending={12} refused={0} conflicts={0} />
          <SyncPill state="attention" pending={0} refused={1} conflicts={2} />
          <Kbd combo="mod+k" />
          <Kbd combo="F2" />
        </div>
        <div className="grid grid-cols-2 gap-3">
          <Banner tone="success" title={text.saved}>
            {text.savedBody}
          </Banner>
          <Banner tone="warning" title={text.offlineTitle}>
            {text.offlineBody}
          </Banner>
          <Banner tone="danger" title={text.refusedTitle} action={<Button size="sm">{text.see}</Button>}>
            {text.refusedBody}
          </Banner>
          <Banner tone="info" title={text.waiting} />
        </div>
        <div className="grid grid-cols-2 gap-3">
          <ErrorState
            what={text.failWhat}
            todo={text.failTodo}
            data={text.failData}
            action={<Button variant="primary">{text.see}</Button>}
          />
          <div className="flex flex-col gap-4">
            <Progress label={text.importing} value={0.42} />
            <Progress label={text.waiting} value={null} />
            <div className="flex flex-col gap-2">
              <Skeleton className="w-2/3" />
              <Skeleton className="w-1/2" />
            </div>
          </div>
        </div>
      </div>
    </Card>
  )
}

export function GalleryLayers({ text }: { text: GalleryText }) {
  const [dialog, setDialog] = useState(false)
  const [sheet, setSheet] = useState(false)
  const [confirm, setConfirm] = useState(false)
  const [tab, setTab] = useState<'details' | 'history'>('details')
  return (
    <Card title={text.layers}>
      <Toolbar
        label={text.layers}
        end={
          <Menu
            trigger={<IconButton label={text.menu} icon={<EllipsisVertical aria-hidden />} />}
            items={[
              { label: text.rename, icon: <Pencil aria-hidden />, shortcut: 'F2', onSelect: ignore },
              { label: text.duplicate, icon: <Copy aria-hidden />, onSelect: ignore },
              { label: text.disabled, disabled: true, onSelect: ignore },
              {
                label: text.remove,
                icon: <Trash2 aria-hidden />,
                danger: true,
                separated: true,
                onSelect: () => setConfirm(true),
              },
            ]}
          />
        }
      >
        <Button onClick={() => setDialog(true)}>{text.dialog}</Button>
        <Button onClick={() => setSheet(true)}>{text.sheet}</Button>
        <Button onClick={() => setConfirm(true)}>{text.confirm}</Button>
        <Button
          onClick={() =>
            toast.undo(text.archived, () => toast.success(text.saved, { description: text.savedBody }))
          }
        >
          {text.toast}
        </Button>
        <Popover trigger={<Button>{text.popover}</Button>} label={text.popover}>
          <TextField label={text.name} />
        </Popover>
      </Toolbar>
      <div className="mt-3 flex">
        <Tabs
          label={text.layers}
          value={tab}
          onChange={setTab}
          items={[
            {
              value: 'details',
              label: text.details,
              content: (
                <DescriptionList
                  items={[
                    { term: text.sku, value: 'P-00042' },
                    { term: text.price, value: <MoneyText amount={minor(12_500)} currency="XOF" /> },
                    { term: text.onHand, value: '24' },
                  ]}
                />
              ),
            },
            { value: 'history', label: text.history, content: text.historyBody },
          ]}
        />
      </div>
      <Dialog
        open={dialog}
        onOpenChange={setDialog}
        title={text.rename}
        description={text.nameHint}
        footer={
          <>
            <Button onClick={() => setDialog(false)}>{text.hold}</Button>
            <Button variant="primary">{text.rename}</Button>
          </>
        }
      >
        <TextField label={text.name} defaultValue="Wax Vlisco" />
      </Dialog>
      <Sheet open={sheet} onOpenChange={setSheet} title={text.details}>
        <DescriptionList items={[{ term: text.sku, value: 'P-00042' }]} />
      </Sheet>
      <ConfirmDialog
        open={confirm}
        title={text.confirmTitle}
        body={text.confirmBody}
        confirmLabel={text.remove}
        danger
        onConfirm={() => setConfirm(false)}
        onCancel={() => setConfirm(false)}
      />
    </Card>
  )
}
