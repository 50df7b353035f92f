import { APP_ROLE } from '../app-role.ts'
import type { Migration } from '../migrate.ts'

const TABLES = `
-- What each document does to its customer's account; a document that left the credit book stays with nothing.
create table credit_documents (
  shop_id text not null,
  collection text not null,
  document_id text not null,
  customer_id text not null,
  currency text not null,
  amount bigint not null,
  label text not null,
  at bigint not null,
  by text not null,
  device_id text not null,
  primary key (shop_id, collection, document_id)
);
create index credit_documents_customer on credit_documents (shop_id, customer_id, currency, at desc);
create table credit_accounts (
  shop_id text not null references shops,
  customer_id text not null,
  currency text not null,
  balance bigint not null,
  -- The sale that took the account over its limit; null while it is not over.
  episode text,
  primary key (shop_id, customer_id, currency)
) with (fillfactor = 80);
alter table credit_accounts add constraint credit_accounts_exact
  check (balance between -${Number.MAX_SAFE_INTEGER} and ${Number.MAX_SAFE_INTEGER});`

/** TENANT-2, as for every table of a shop. */
const ISOLATION = ['credit_documents', 'credit_accounts']
  .map(
    (table) => `
alter table ${table} enable row level security;
create policy own_shop on ${table}
  using (shop_id = current_setting('app.shop_id', true)) with check (shop_id = current_setting('app.shop_id', true));
grant select, insert, update on ${table} to ${APP_ROLE};`,
  )
  .join('')

const RECEIVABLE = (postings: string) => `
  select sum((p.posting->>'amount')::bigint)::bigint as amount,
    (array_agg(p.posting->>'by' order by p.place))[1] as by,
    (array_agg(p.posting->>'deviceId' order by p.place))[1] as device_id
  from jsonb_array_elements(d.body->'${postings}') with ordinality as p(posting, place)
  where p.posting->>'account' = 'receivable'`

/** The book of a shop that was there before: the same rule as \`creditOfOrder\` and \`creditOfMovement\`. A test compares the two. */
export const FILL_CREDIT_BOOK = `
insert into credit_documents (shop_id, collection, document_id, customer_id, currency, amount, label, at, by, device_id)
  select d.shop_id, d.collection, d.id, d.body->>'customerId', d.body->>'currency', r.amount, d.body->>'number',
    (d.body->>'placedAt')::bigint, r.by, r.device_id
  from documents d cross join lateral (${RECEIVABLE('moneyPostings')}) r
  where d.collection = 'orders' and d.body->>'customerId' is not null and r.amount is not null
    and (r.amount < 0 or d.body->'payments' @> '[{"kind": "payment", "method": "credit"}]');
insert into credit_documents (shop_id, collection, document_id, customer_id, currency, amount, label, at, by, device_id)
  select d.shop_id, d.collection, d.id, d.body->>'customerId', d.body->>'currency', coalesce(r.amount, 0),
    d.body->>'reference', (d.body->>'at')::bigint, coalesce(r.by, d.body->>'createdBy'), coalesce(r.device_id, d.body->>'deviceId')
  from documents d cross join lateral (${RECEIVABLE('postings')}) r
  where d.collection = 'moneyMovements' and d.body->>'kind' = 'credit-settlement' and d.body->>'customerId' is not null;
insert into credit_accounts (shop_id, customer_id, currency, balance)
  select shop_id, customer_id, currency, sum(amount)::bigint from credit_documents group by shop_id, customer_id, currency;`

/** The isolation of shops holds for the owner of the tables too: for this one look at all of them it is lifted. */
const FILL = `
alter table documents no force row level security;
${FILL_CREDIT_BOOK}
alter table documents force row level security;
alter table credit_documents force row level security;
alter table credit_accounts force row level security;`

/** Who owes what, kept in the transaction that accepts the document (CREDIT-1). */
export const CREDIT_BOOK: Migration = {
  number: 6,
  name: 'credit book',
  sql: [TABLES, ISOLATION, FILL].join('\n'),
}
