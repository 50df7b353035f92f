import { idSchema } from '@shared/kernel/id.ts'
import { currencySchema } from '@shared/kernel/money.ts'
import { z } from 'zod'
import { MAX_PAGE_LINES } from './count-details.schema.ts'
import { envelope, lineText, longText, openRecordSchema, timeSchema } from './envelope.ts'
import { roleSchema } from './people.schema.ts'

/** Kinds for people, then kinds for the server. */
export const TASK_KINDS = [
  'oversell',
  'conflict',
  'refused-edit',
  'over-return',
  'low-stock',
  'approval',
  'reminder',
  'send-message',
  'import-products',
  'make-label',
  'scheduled-report',
] as const
export type TaskKind = (typeof TASK_KINDS)[number]
export const TASK_STATES = ['open', 'in-progress', 'done', 'dismissed', 'failed'] as const

export const taskSchema = z.strictObject({
  ...envelope,
  kind: z.enum(TASK_KINDS),
  state: z.enum(TASK_STATES),
  /** What it is about, so that it can be opened from there. */
  subject: z.strictObject({ collection: lineText(40), id: idSchema }).nullable(),
  assigneeId: idSchema.nullable(),
  assigneeRole: roleSchema.nullable(),
  dueAt: timeSchema.nullable(),
  /** Shape by kind: `OversellPayload`, `ConflictPayload` below; open for the others. */
  payload: openRecordSchema,
  attempts: z.number().int().min(0),
  result: openRecordSchema,
  idempotencyKey: lineText(200),
})
export type Task = z.infer<typeof taskSchema>

/** Both sales stand; this says which receipts took the last goods (TASK-1). */
export const oversellPayloadSchema = z.strictObject({
  variantId: idSchema,
  locationId: idSchema,
  onHand: z.number().int(),
  sales: z
    .array(
      z.strictObject({
        orderId: idSchema,
        number: lineText(60),
        deviceId: idSchema,
        by: idSchema,
        at: timeSchema,
        quantity: z.number().int(),
      }),
    )
    .max(500),
})
export type OversellPayload = z.infer<typeof oversellPayloadSchema>

/** Every return stands; this says which ones took back the same goods, and what was given too much (TASK-2). */
export const overReturnPayloadSchema = z.strictObject({
  orderId: idSchema,
  number: lineText(60),
  /** Left out by servers before they told of money. */
  currency: currencySchema.optional(),
  lines: z
    .array(
      z.strictObject({
        lineId: lineText(26),
        variantId: idSchema,
        sold: z.number().int(),
        back: z.number().int(),
        excess: z.number().int().optional(),
      }),
    )
    .max(500),
  returns: z
    .array(
      z.strictObject({
        id: idSchema,
        by: idSchema,
        deviceId: idSchema,
        at: timeSchema,
        total: z.number().int().optional(),
      }),
    )
    .max(500),
})
export type OverReturnPayload = z.infer<typeof overReturnPayloadSchema>

/** An `approval` that the server asks for (TASK-5): a customer owes more than his limit, and these receipts are what is open. */
export const creditLimitPayloadSchema = z.strictObject({
  about: z.literal('credit-limit'),
  customerId: idSchema,
  customerName: lineText(200),
  currency: currencySchema,
  balance: z.number().int(),
  limit: z.number().int(),
  /** Newest first. */
  receipts: z
    .array(
      z.strictObject({
        orderId: idSchema,
        number: lineText(60),
        deviceId: idSchema,
        by: idSchema,
        at: timeSchema,
        amount: z.number().int(),
      }),
    )
    .max(100),
})
export type CreditLimitPayload = z.infer<typeof creditLimitPayloadSchema>

/** An `approval` that whoever took goods in asks for: some of a transfer did not arrive, or more did than was sent. */
export const transferShortPayloadSchema = z.strictObject({
  about: z.literal('transfer-short'),
  transferId: idSchema,
  toLocationId: idSchema,
  lines: z
    .array(
      z.strictObject({
        variantId: idSchema,
        name: lineText(400),
        /** Below zero: more was found than was sent. */
        missing: z.number().int(),
      }),
    )
    .min(1)
    .max(1_000),
})
export type TransferShortPayload = z.infer<typeof transferShortPayloadSchema>

export const MESSAGE_CHANNELS = ['whatsapp', 'sms', 'email'] as const
export type MessageChannel = (typeof MESSAGE_CHANNELS)[number]

/** A `send-message` that a person asks for (TASK-7): a receipt, as text, to somebody who has no paper. */
export const receiptMessagePayloadSchema = z.strictObject({
  about: z.literal('receipt'),
  channel: z.enum(MESSAGE_CHANNELS),
  /** A telephone number of digits with or without a plus, or a mail address. */
  to: lineText(254).min(3),
  orderId: idSchema,
  number: lineText(60),
  text: longText(10_000).min(1),
})
export type ReceiptMessagePayload = z.infer<typeof receiptMessagePayloadSchema>

/** Whether the server is asked to send a receipt. */
export const isReceiptMessage = ({ kind, payload }: Pick<Task, 'kind' | 'payload'>): boolean =>
  kind === 'send-message' && payload.about === 'receipt'

/** What a scheduled report leaves to be sent; only the server asks for it, because it knows the figures. */
export const isReportMessage = ({ kind, payload }: Pick<Task, 'kind' | 'payload'>): boolean =>
  kind === 'send-message' && payload.about === 'report'

/** Whether the task is the server's word on a credit limit; only the server says that. */
export const isCreditLimitTask = ({ kind, payload }: Pick<Task, 'kind' | 'payload'>): boolean =>
  kind === 'approval' && payload.about === 'credit-limit'

/** An `approval` that the server asks for (TASK-6): the same reference of a mobile money operator on several payments. */
export const paymentReferencePayloadSchema = z.strictObject({
  about: z.literal('payment-reference'),
  reference: lineText(120),
  /** Oldest first. */
  payments: z
    .array(
      z.strictObject({
        collection: z.enum(['orders', 'moneyMovements']),
        documentId: idSchema,
        paymentId: idSchema,
        number: lineText(60),
        currency: currencySchema,
        amount: z.number().int(),
        deviceId: idSchema,
        by: idSchema,
        at: timeSchema,
      }),
    )
    .max(100),
})
export type PaymentReferencePayload = z.infer<typeof paymentReferencePayloadSchema>

/** Whether the task is the server's word on a reference that was used twice. */
export const isPaymentReferenceTask = ({ kind, payload }: Pick<Task, 'kind' | 'payload'>): boolean =>
  kind === 'approval' && payload.about === 'payment-reference'

/** An `approval` that the server asks for (TASK-9): lines of a count that were not in it when it was closed. */
export const lateCountPayloadSchema = z.strictObject({
  about: z.literal('late-count'),
  sessionId: idSchema,
  countId: idSchema,
  pageId: idSchema,
  staffId: idSchema,
  deviceId: idSchema,
  locationId: idSchema,
  lines: z
    .array(
      z.strictObject({
        variantId: idSchema,
        /** Null: it was taken out again. */
        counted: z.number().int().nullable(),
        at: timeSchema,
        /** On the shelf by the count that was posted; null when the count says nothing of it. */
        inCount: z.number().int().nullable(),
      }),
    )
    .min(1)
    .max(MAX_PAGE_LINES),
})
export type LateCountPayload = z.infer<typeof lateCountPayloadSchema>

/** Whether the task is the server's word on lines that came after a count was closed. */
export const isLateCountTask = ({ kind, payload }: Pick<Task, 'kind' | 'payload'>): boolean =>
  kind === 'approval' && payload.about === 'late-count'

/** An `approval` that the server asks for (TASK-8, SERIAL-2): several buyers took the piece with that serial number. */
export const serialSoldTwicePayloadSchema = z.strictObject({
  about: z.literal('serial-sold-twice'),
  variantId: idSchema,
  serial: lineText(80),
  /** Oldest first. */
  sales: z
    .array(
      z.strictObject({
        orderId: idSchema,
        number: lineText(60),
        deviceId: idSchema,
        by: idSchema,
        at: timeSchema,
      }),
    )
    .max(100),
})
export type SerialSoldTwicePayload = z.infer<typeof serialSoldTwicePayloadSchema>

/** Whether the task is the server's word on a serial number that was sold twice. */
export const isSerialTask = ({ kind, payload }: Pick<Task, 'kind' | 'payload'>): boolean =>
  kind === 'approval' && payload.about === 'serial-sold-twice'

/** What only the server says, although people ask for approvals too. */
export const isServerApproval = (task: Pick<Task, 'kind' | 'payload'>): boolean =>
  isCreditLimitTask(task) || isPaymentReferenceTask(task) || isSerialTask(task) || isLateCountTask(task)

/** Both values of every field that two people changed apart (MERGE-4). The server's value stands until somebody settles it. */
export const conflictPayloadSchema = z.strictObject({
  collection: lineText(40),
  documentId: idSchema,
  label: lineText(300),
  fields: z
    .array(
      z.strictObject({
        /** Path in the document: keys, and ids of list items. */
        path: z.array(lineText(80)).max(8),
        base: z.json(),
        mine: z.json(),
        theirs: z.json(),
      }),
    )
    .max(200),
  mine: z.strictObject({ by: idSchema, deviceId: idSchema, at: timeSchema }),
  theirs: z.strictObject({ by: idSchema, deviceId: idSchema, at: timeSchema, rev: z.number().int() }),
})
export type ConflictPayload = z.infer<typeof conflictPayloadSchema>
