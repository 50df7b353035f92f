import { type Minor, minor } from '@shared/kernel/money.ts'
import { Archive, PackagePlus, Search, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { DateField } from '../../ui/date-field.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { MoneyField } from '../../ui/money-field.tsx'
import { QuantityField } from '../../ui/number-field.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { Switch } from '../../ui/switch.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { TextareaField } from '../../ui/textarea-field.tsx'
import type { GalleryText } from './gallery-text.ts'

const ignore = (): void => undefined

export function GalleryButtons({ text }: { text: GalleryText }) {
  return (
    <Card title={text.buttons}>
      <div className="flex flex-wrap items-center gap-2">
        <Button variant="primary" size="lg" shortcut="F2">
          {text.sell}
        </Button>
        <Button size="lg" shortcut="F4">
          {text.hold}
        </Button>
        <Button variant="primary">{text.sell}</Button>
        <Button icon={<PackagePlus aria-hidden />}>{text.receive}</Button>
        <Button variant="ghost">{text.history}</Button>
        <Button variant="danger" icon={<Archive aria-hidden />}>
          {text.remove}
        </Button>
        <Button disabled>{text.disabled}</Button>
        <Button variant="primary" busy>
          {text.busy}
        </Button>
        <Button size="sm">{text.duplicate}</Button>
        <Button size="sm" variant="primary">
          {text.rename}
        </Button>
        <IconButton label={text.popover} icon={<Search aria-hidden />} />
        <IconButton label={text.remove} icon={<Trash2 aria-hidden />} danger />
        <IconButton label={text.disabled} icon={<Archive aria-hidden />} disabled />
      </div>
    </Card>
  )
}

export function GalleryFields({ text }: { text: GalleryText }) {
  const [price, setPrice] = useState<Minor | null>(minor(125_000))
  const [euros, setEuros] = useState<Minor | null>(minor(125_050))
  const [count, setCount] = useState(12)
  const [day, setDay] = useState('2026-03-04')
  const [category, setCategory] = useState('wax')
  const [period, setPeriod] = useState<'day' | 'week' | 'month'>('week')
  const [tracked, setTracked] = useState(true)
  const [alerts, setAlerts] = useState(true)
  return (
    <Card title={text.fields}>
      <div className="grid grid-cols-2 gap-x-4 gap-y-3 lg:grid-cols-4">
        <TextField label={text.name} placeholder={text.namePlaceholder} hint={text.nameHint} required />
        <TextField label={`${text.name} 2`} defaultValue="" error={text.nameError} />
        <TextField label={`${text.name} 3`} defaultValue="Wax Vlisco" disabled />
        <TextField label={text.popover} prefix={<Search aria-hidden />} placeholder={text.namePlaceholder} />
        <MoneyField label={text.price} value={price} currency="XOF" onChange={setPrice} />
        <MoneyField label={`${text.price} (EUR)`} value={euros} currency="EUR" onChange={setEuros} />
        <QuantityField label={text.quantity} value={count} onChange={setCount} min={0} max={999} />
        <QuantityField
          label={`${text.quantity} 2`}
          value={count}
          onChange={setCount}
          min={0}
          max={20}
          stepper
          size="lg"
        />
        <DateField label={text.date} value={day} onChange={setDay} />
        <SelectField
          label={text.category}
          value={category}
          onChange={setCategory}
          options={[
            { value: 'wax', label: 'Wax' },
            { value: 'bazin', label: 'Bazin' },
          ]}
        />
        <SelectField
          label={`${text.category} 2`}
          value="wax"
          onChange={ignore}
          options={[{ value: 'wax', label: 'Wax' }]}
          disabled
        />
        <TextareaField label={text.note} rows={2} />
        <Segmented
          label={text.period}
          value={period}
          onChange={setPeriod}
          options={[
            { value: 'day', label: text.day },
            { value: 'week', label: text.week },
            { value: 'month', label: text.month },
          ]}
        />
        <div className="flex flex-col">
          <Checkbox label={text.track} hint={text.trackHint} checked={tracked} onChange={setTracked} />
          <Checkbox label={text.some} mixed checked={false} onChange={ignore} />
          <Checkbox label={text.disabled} checked onChange={ignore} disabled />
        </div>
        <Switch label={text.alerts} hint={text.trackHint} checked={alerts} onChange={setAlerts} />
        <Switch label={text.disabled} checked={false} onChange={ignore} disabled />
      </div>
    </Card>
  )
}
