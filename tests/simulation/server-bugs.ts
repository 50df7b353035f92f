import type { Bug } from './bugs.ts'

const DECIDE = 'sync-server/replication/decide-rows.ts'
const READING = 'sync-server/replication/reading.ts'
const LEDGER = 'sync-server/replication/ledger.ts'
const RECEIPTS = 'sync-server/replication/receipts.ts'
const TASKS = 'sync-server/replication/raise-tasks.ts'

/** What may go wrong on the server and around it. */
export const SERVER_BUGS: readonly Bug[] = [
  {
    name: 'clock-as-cursor',
    what: 'devices pull by time instead of commit order (P15)',
    families: ['partition', 'slow', 'clock'],
    sql: [
      `create function clock_cursor() returns trigger language plpgsql as $$
        begin new.seq := (new.body->>'updatedAt')::bigint; return new; end $$`,
      'create trigger clock_cursor before insert or update on documents for each row execute function clock_cursor()',
      'alter table documents enable always trigger clock_cursor',
      'drop index documents_pull',
    ],
    patches: [
      {
        file: READING,
        find: 'select case when $3 > seq then 0 else $3 end as seq from shops',
        replace: 'select $3::bigint as seq from shops',
      },
    ],
  },
  {
    name: 'filter-after-limit',
    what: 'a page is cut before it is filtered, and what is not shown does not count as read (P16, P17)',
    patches: [
      // A vendor's own goods are few among few: pages are still smaller here, so that whole ones hold nothing to show.
      { file: READING, find: 'asked.limit, MAX_PULL_BYTES', replace: '2, MAX_PULL_BYTES' },
      {
        file: READING,
        find: ['and $', '{readCondition(actor, asked.collection, 6)}'].join(''),
        replace: 'and $6::text is not null',
      },
      {
        file: READING,
        find: 'documents: rows.map((row) => row.body),',
        replace:
          'documents: rows.map((row) => row.body).filter((body) => readable(actor, asked.collection, JSON.parse(body)) !== null),',
      },
      { file: READING, find: 'more: last ? !last.is_last : false', replace: 'more: false' },
      {
        file: READING,
        find: 'seq: last?.seq ?? asked.seq',
        replace:
          'seq: rows.findLast((row) => readable(actor, asked.collection, JSON.parse(row.body)) !== null)?.seq ?? asked.seq',
      },
    ],
  },
  {
    name: 'bad-row-fails-batch',
    what: 'one refused row fails the whole push (SYNC-2)',
    families: ['poison'],
    patches: [
      {
        file: DECIDE,
        find: "  if (verdict.type === 'Refused') {",
        replace: "  if (verdict.type === 'Refused') {\n    if (row.id !== '') throw new Error('bad row')",
      },
    ],
  },
  {
    name: 'repeated-push-done-again',
    what: 'a push whose answer was lost makes a second document (SYNC-1)',
    families: ['lost', 'repeat', 'cut'],
    patches: [
      {
        file: DECIDE,
        find: "    return { type: 'Accepted', rev: known.rev, change: null }",
        replace: `    if ('receipt' in row.next && row.next.receipt) return { type: 'Accepted', rev: known.rev, change: null }
    const again = { ...row.next, id: row.next.id.slice(0, 18) + String(Math.random()).slice(2, 10).padEnd(8, '0'), rev: 1 } as AnyDocument
    return { type: 'Accepted', rev: known.rev, change: { collection: facts.collection, before: null, after: again } }`,
      },
    ],
  },
  {
    name: 'repeated-push-fails',
    what: 'a repeated push is an error (R3)',
    families: ['lost', 'repeat', 'cut'],
    patches: [
      {
        file: DECIDE,
        find: '  if (known) {\n',
        replace: "  if (known) {\n    if (known.rev > 0) throw new Error('duplicate key')\n",
      },
    ],
  },
  {
    name: 'blind-overwrite',
    what: 'the server takes every push as the newest (no compare-and-set)',
    patches: [
      {
        file: DECIDE,
        find: 'if (current && !isBasedOn(row, current))',
        replace: 'if (current && row.id === "" && !isBasedOn(row, current))',
      },
    ],
  },
  {
    name: 'receipts-not-unique',
    what: 'two orders may bear one receipt number',
    families: ['clone', 'partition'],
    sql: ['alter table receipts drop constraint receipts_pkey'],
    patches: [
      {
        file: RECEIPTS,
        find: 'if (holder !== undefined && holder !== order.id)',
        replace: 'if (holder !== undefined && holder === "")',
      },
    ],
  },
  {
    name: 'stock-as-a-number',
    what: 'a level is overwritten instead of added to (LEDGER-1)',
    patches: [
      {
        file: LEDGER,
        find: 'do update set on_hand = l.on_hand + excluded.on_hand',
        replace: 'do update set on_hand = excluded.on_hand',
      },
    ],
  },
  {
    name: 'oversell-not-told',
    what: 'an oversold shelf makes no task (TASK-1)',
    patches: [
      {
        file: TASKS,
        find: "if (after) changes.push({ collection: 'tasks', before, after })",
        replace: 'void after',
      },
    ],
  },
  {
    name: 'oversell-told-twice',
    what: 'each sale below zero makes a task of its own',
    patches: [
      {
        file: TASKS,
        find: "deriveId(shopId, 'oversell', level.variantId, level.locationId, key)",
        replace: "deriveId(shopId, 'oversell', level.variantId, level.locationId, key, String(level.onHand))",
      },
    ],
  },
  {
    name: 'tenant-leak',
    what: 'pages are read without the shop, and row-level security is off',
    sql: [
      'alter table documents no force row level security',
      'alter table documents disable row level security',
    ],
    patches: [
      {
        file: READING,
        find: 'where d.shop_id = $1 and d.collection = $2 and d.seq > (select seq from start)',
        replace: 'where d.collection = $2 and d.seq > (select seq from start)',
      },
    ],
  },
  {
    name: 'epoch-not-raised',
    what: 'a restored database is not a new incarnation (R14)',
    families: ['restore', 'partition'],
    forgetsEpoch: true,
    patches: [],
  },
  {
    name: 'audit-altered',
    what: 'an audit entry is changed after it was chained (AUDIT-1)',
    sql: [
      `create function alter_entry() returns trigger language plpgsql as $$
        begin if new.number % 17 = 0 then new.entry := new.entry || ' '; end if; return new; end $$`,
      'create trigger alter_entry before insert on audit for each row execute function alter_entry()',
    ],
    patches: [],
  },
  {
    name: 'push-half-committed',
    what: 'postings and document are two transactions',
    families: ['database', 'server'],
    patches: [
      {
        file: 'sync-server/replication/push.ts',
        find: '  const levels = await postStock(transaction, shopId, added, now)\n',
        replace:
          "  const levels = await postStock(transaction, shopId, added, now)\n  if (added.length > 0) await transaction.query(`commit; begin; select set_config('app.shop_id', '$" +
          "{shopId}', true)`)\n",
      },
    ],
  },
]
