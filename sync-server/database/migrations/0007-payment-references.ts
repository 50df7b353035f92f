import { APP_ROLE } from '../app-role.ts'
import type { Migration } from '../migrate.ts'

const TABLE = `
-- Payments by mobile money that name an operator's reference, by the letters and digits of it.
create table payment_references (
  shop_id text not null references shops,
  payment_id text not null,
  key text not null,
  reference text not null,
  collection text not null,
  document_id text not null,
  number text not null,
  currency text not null,
  amount bigint not null,
  at bigint not null,
  by text not null,
  device_id text not null,
  -- A failed payment names no money.
  failed boolean not null,
  primary key (shop_id, payment_id)
);
create index payment_references_key on payment_references (shop_id, key);`

/** TENANT-2, as for every table of a shop. */
const ISOLATION = `
alter table payment_references enable row level security;
create policy own_shop on payment_references
  using (shop_id = current_setting('app.shop_id', true)) with check (shop_id = current_setting('app.shop_id', true));
grant select, insert, update on payment_references to ${APP_ROLE};`

const KEY = (reference: string) => `upper(regexp_replace(${reference}, '[^0-9A-Za-z]', '', 'g'))`

/** The payments of a shop that was there before: the same rule as \`mobilePaymentsOf…\`. A test compares the two. */
export const FILL_PAYMENT_REFERENCES = `
insert into payment_references
    (shop_id, payment_id, key, reference, collection, document_id, number, currency, amount, at, by, device_id, failed)
  select d.shop_id, p->>'id', ${KEY("p->>'reference'")}, p->>'reference', 'orders', d.id, d.body->>'number',
    d.body->>'currency', (p->>'amount')::bigint, (p->>'at')::bigint, p->>'by', p->>'deviceId', p->>'status' = 'failed'
  from documents d cross join lateral jsonb_array_elements(d.body->'payments') p
  where d.collection = 'orders' and p->>'kind' = 'payment' and p->>'method' in ('orange-money', 'wave')
    and length(${KEY("p->>'reference'")}) >= 5
  on conflict do nothing;
insert into payment_references
    (shop_id, payment_id, key, reference, collection, document_id, number, currency, amount, at, by, device_id, failed)
  select d.shop_id, d.id, ${KEY("d.body->>'reference'")}, d.body->>'reference', 'moneyMovements', d.id,
    coalesce(d.body->'details'->'debts'->0->>'number', ''), d.body->>'currency', (d.body->'details'->>'amount')::bigint,
    (d.body->>'at')::bigint, d.body->>'createdBy', d.body->>'deviceId', false
  from documents d
  where d.collection = 'moneyMovements' and d.body->>'kind' = 'credit-settlement'
    and d.body->'details'->>'method' in ('orange-money', 'wave') and length(${KEY("d.body->>'reference'")}) >= 5
  on conflict do nothing;`

/** The isolation of shops holds for the owner of the tables too: for this one look at all of them it is lifted. */
const FILL = `
alter table documents no force row level security;
${FILL_PAYMENT_REFERENCES}
alter table documents force row level security;
alter table payment_references force row level security;`

/** Which money was used to pay what (PAY-1). */
export const PAYMENT_REFERENCES: Migration = {
  number: 7,
  name: 'payment references',
  sql: [TABLE, ISOLATION, FILL].join('\n'),
}
