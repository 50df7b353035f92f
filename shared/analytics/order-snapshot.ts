import { type ColumnSpec, createColumns } from './columns.ts'
import { createDictionary, createTupleDictionary } from './dictionary.ts'
import { createIdDictionary, ID_SPEC, type IdDictionary } from './id-dictionary.ts'
import { createItemLabels, type ItemLabel } from './item-labels.ts'
import {
  ACT_SPEC,
  CELL_WIDTH,
  createOrderColumns,
  LINE_SPEC,
  ORDER_SPEC,
  type OrderColumns,
  type OrderColumnsParts,
  PAYMENT_PROFILE_WIDTH,
  PAYMENT_SPEC,
  PROFILE_WIDTH,
  REMARK_SPEC,
} from './order-columns.ts'
import { createOwnedRows } from './owned-rows.ts'
import { columnsFrom, decodeSnapshot, encodeSnapshot, type Snapshot, type SnapshotScope } from './snapshot.ts'

/** Raise when what a column means changes: older snapshots are then rebuilt. */
const VERSION = 4

const scopeOf = (shopId: string, utcOffsetMinutes: number): SnapshotScope => ({
  content: 'orders',
  version: VERSION,
  scope: `${shopId} ${utcOffsetMinutes}`,
})

const TEXTS = [
  'categories',
  'currencies',
  'countries',
  'channels',
  'devices',
  'staff',
  'customers',
  'reasons',
] as const

interface Meta<Checkpoint> {
  readonly checkpoint: Checkpoint
  readonly texts: Readonly<Record<(typeof TEXTS)[number], readonly string[]>>
  readonly otherIds: IdDictionary['others']
  readonly cells: readonly number[]
  readonly profiles: readonly number[]
  readonly paymentProfiles: readonly number[]
  readonly variants: readonly string[]
  readonly labels: readonly ItemLabel[]
  readonly dead: {
    readonly lines: number
    readonly acts: number
    readonly payments: number
    readonly remarks: number
  }
}

/** The columns with the checkpoint up to which documents are in them, for one shop and its time zone. */
export function saveOrderColumns(columns: OrderColumns, shopId: string, checkpoint: unknown): Uint8Array {
  const { cells, profiles, paymentProfiles, items, lines, acts, payments, remarks } = columns
  const meta: Meta<unknown> = {
    checkpoint,
    texts: {
      categories: columns.categories.values,
      currencies: columns.currencies.values,
      countries: columns.countries.values,
      channels: columns.channels.values,
      devices: columns.devices.values,
      staff: columns.staff.values,
      customers: columns.customers.values,
      reasons: columns.reasons.values,
    },
    otherIds: columns.ids.others,
    cells: cells.flat,
    profiles: profiles.flat,
    paymentProfiles: paymentProfiles.flat,
    variants: items.variants.values,
    labels: items.labels,
    dead: { lines: lines.dead, acts: acts.dead, payments: payments.dead, remarks: remarks.dead },
  }
  return encodeSnapshot(scopeOf(shopId, columns.utcOffsetMinutes), meta, {
    ids: columns.ids.columns,
    orders: columns.orders,
    lines: lines.columns,
    acts: acts.columns,
    payments: payments.columns,
    remarks: remarks.columns,
  })
}

/** Null when the snapshot is torn, older, of another shop or of another time zone: then build from the documents. */
export function loadOrderColumns(
  bytes: Uint8Array,
  shopId: string,
  utcOffsetMinutes: number,
): { columns: OrderColumns; checkpoint: unknown } | null {
  const snapshot = decodeSnapshot(bytes, scopeOf(shopId, utcOffsetMinutes))
  if (!snapshot.ok) return null
  const meta = snapshot.value.meta as Meta<unknown> // same version: `saveOrderColumns` wrote it
  const ids = columnsFrom(snapshot.value, 'ids', ID_SPEC)
  const orders = columnsFrom(snapshot.value, 'orders', ORDER_SPEC)
  const lines = ownedFrom(snapshot.value, 'lines', LINE_SPEC, meta.dead.lines)
  const acts = ownedFrom(snapshot.value, 'acts', ACT_SPEC, meta.dead.acts)
  const payments = ownedFrom(snapshot.value, 'payments', PAYMENT_SPEC, meta.dead.payments)
  const remarks = ownedFrom(snapshot.value, 'remarks', REMARK_SPEC, meta.dead.remarks)
  if (!ids || !orders || !lines || !acts || !payments || !remarks) return null
  const parts: OrderColumnsParts = {
    utcOffsetMinutes,
    orders: createColumns(ORDER_SPEC, orders),
    lines,
    acts,
    payments,
    remarks,
    cells: createTupleDictionary(CELL_WIDTH, meta.cells),
    profiles: createTupleDictionary(PROFILE_WIDTH, meta.profiles),
    paymentProfiles: createTupleDictionary(PAYMENT_PROFILE_WIDTH, meta.paymentProfiles),
    items: createItemLabels(meta.variants, meta.labels),
    ids: createIdDictionary(createColumns(ID_SPEC, ids), meta.otherIds),
    categories: createDictionary(meta.texts.categories),
    currencies: createDictionary(meta.texts.currencies),
    countries: createDictionary(meta.texts.countries),
    channels: createDictionary(meta.texts.channels),
    devices: createDictionary(meta.texts.devices),
    staff: createDictionary(meta.texts.staff),
    customers: createDictionary(meta.texts.customers),
    reasons: createDictionary(meta.texts.reasons),
  }
  return { columns: createOrderColumns(parts), checkpoint: meta.checkpoint }
}

function ownedFrom<Spec extends ColumnSpec>(snapshot: Snapshot, set: string, spec: Spec, dead: number) {
  const found = columnsFrom(snapshot, set, spec)
  return found && createOwnedRows(createColumns(spec, found), dead)
}
