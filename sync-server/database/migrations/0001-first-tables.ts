import { APP_ROLE } from '../app-role.ts'
import type { Migration } from '../migrate.ts'

/*
 * Times are ms since 1970 UTC, amounts minor units, quantities smallest units, all as bigint.
 * Every key and index leads with shop_id, so that shops spread over several databases without a change.
 */

const SERVER = `
create table server_meta (
  is_single boolean primary key default true check (is_single),
  epoch int not null default 1 check (epoch >= 1),
  created_at timestamptz not null default now()
);
insert into server_meta default values;
create table server_secrets (name text primary key, value text not null);
create table signing_keys (
  kid text primary key,
  private_jwk jsonb not null,
  public_jwk jsonb not null,
  created_at bigint not null
);
create table accounts (
  id text primary key,
  email text not null unique check (email = lower(email)),
  name text not null,
  password_hash text not null,
  created_at bigint not null,
  disabled_at bigint
);`

const SHOPS = `
create table shops (
  shop_id text primary key,
  name text not null,
  code text not null,
  currency text not null,
  languages text[] not null,
  utc_offset_minutes int not null,
  prices_include_tax boolean not null,
  location_id text not null,
  created_at bigint not null,
  -- Sequence of changes and head of the audit chain: raised together under this row's lock, as the last act of a transaction.
  seq bigint not null default 0,
  audit_number bigint not null default 0,
  audit_head text not null default '',
  device_count int not null default 0
);
create table memberships (
  shop_id text not null references shops,
  account_id text not null references accounts,
  staff_id text not null,
  role text not null,
  permissions text[] not null default '{}',
  active boolean not null default true,
  created_at bigint not null,
  primary key (shop_id, account_id)
);
create unique index memberships_staff on memberships (shop_id, staff_id);
create table devices (
  shop_id text not null references shops,
  id text not null,
  code text not null,
  name text not null,
  created_at bigint not null,
  revoked_at bigint,
  last_fact_at bigint,
  primary key (shop_id, id)
);
create unique index devices_code on devices (shop_id, code);
create table device_status (
  shop_id text not null references shops,
  device_id text not null,
  last_seen_at bigint not null,
  pending int not null,
  refused int not null,
  conflicts int not null,
  storage_bytes bigint not null,
  receipt_epoch int not null,
  receipt_counter bigint not null,
  oldest_pending_at bigint,
  primary key (shop_id, device_id)
);
create table sessions (
  shop_id text not null references shops,
  id text not null,
  account_id text not null,
  staff_id text not null,
  device_id text not null,
  created_at bigint not null,
  expires_at bigint not null,
  revoked_at bigint,
  revoked_because text,
  primary key (shop_id, id)
);
create index sessions_device on sessions (shop_id, device_id, account_id);
create table refresh_tokens (
  shop_id text not null references shops,
  token_hash text not null,
  session_id text not null,
  created_at bigint not null,
  replaced_at bigint,
  successor_hash text,
  primary key (shop_id, token_hash)
);
create index refresh_tokens_session on refresh_tokens (shop_id, session_id);`

const DOCUMENTS = `
create table documents (
  shop_id text not null references shops,
  collection text not null,
  id text not null,
  seq bigint not null,
  rev int not null,
  -- The revision this write stood on: what makes the write of a stale decision fail.
  base_rev int not null,
  edit_id text not null,
  bucket smallint not null,
  digest bigint not null,
  bytes int not null,
  body jsonb not null,
  primary key (shop_id, collection, id)
) with (fillfactor = 90);
create unique index documents_pull on documents (shop_id, collection, seq);
create table collection_counts (
  shop_id text not null references shops,
  collection text not null,
  documents bigint not null,
  primary key (shop_id, collection)
);
create table revisions (
  shop_id text not null references shops,
  collection text not null,
  id text not null,
  rev int not null,
  edit_id text not null,
  content_hash text not null,
  body jsonb not null,
  account_id text,
  device_id text not null,
  received_at bigint not null,
  primary key (shop_id, collection, id, rev)
);
create unique index revisions_edit on revisions (shop_id, collection, id, edit_id);
create table refusals (
  shop_id text not null references shops,
  device_id text not null,
  collection text not null,
  document_id text not null,
  edit_id text not null,
  code text not null,
  params jsonb not null,
  -- What was pushed, as text: it may be just what jsonb cannot hold. Null when too large to keep.
  content text,
  account_id text not null,
  first_at bigint not null,
  last_at bigint not null,
  times int not null default 1,
  primary key (shop_id, device_id, collection, document_id, edit_id, code)
);
create index refusals_newest on refusals (shop_id, last_at);`

const LEDGERS = `
create table stock_postings (
  shop_id text not null references shops,
  document_id text not null,
  posting_id text not null,
  collection text not null,
  variant_id text not null,
  location_id text not null,
  quantity bigint not null,
  kind text not null,
  at bigint not null,
  by text not null,
  device_id text not null,
  received_at bigint not null,
  primary key (shop_id, document_id, posting_id)
);
create index stock_postings_variant on stock_postings (shop_id, variant_id, location_id, received_at);
create table stock_levels (
  shop_id text not null references shops,
  variant_id text not null,
  location_id text not null,
  on_hand bigint not null,
  -- The posting that took the level below zero; null while it is not below.
  episode text,
  primary key (shop_id, variant_id, location_id)
) with (fillfactor = 80);
create table money_postings (
  shop_id text not null references shops,
  document_id text not null,
  posting_id text not null,
  collection text not null,
  account text not null,
  currency text not null,
  amount bigint not null,
  at bigint not null,
  by text not null,
  device_id text not null,
  received_at bigint not null,
  primary key (shop_id, document_id, posting_id)
);
create index money_postings_account on money_postings (shop_id, account, currency, at);
create table money_balances (
  shop_id text not null references shops,
  account text not null,
  currency text not null,
  balance bigint not null,
  primary key (shop_id, account, currency)
) with (fillfactor = 80);
create table receipts (
  shop_id text not null references shops,
  device_code text not null,
  epoch int not null,
  counter bigint not null,
  order_id text not null,
  primary key (shop_id, device_code, epoch, counter)
);
create unique index receipts_order on receipts (shop_id, order_id);
create table audit (
  shop_id text not null references shops,
  number bigint not null,
  -- hash = sha256(hash of the entry before + entry), so that no entry can be changed, removed or slipped in unseen.
  entry text not null,
  hash text not null,
  primary key (shop_id, number)
);`

/** Under the shop row's lock, last: so the order of `seq` is the order of commits (SYNC-3). */
const FUNCTIONS = `
create function commit_changes(p_shop text, p_documents jsonb, p_audit text[]) returns bigint
language plpgsql as $body$
declare
  change_count int := jsonb_array_length(p_documents);
  base bigint; number bigint; head text; entry text; written int;
begin
  update shops set seq = seq + change_count, audit_number = audit_number + cardinality(p_audit)
    where shop_id = p_shop
    returning seq - change_count, audit_number - cardinality(p_audit), audit_head into base, number, head;
  if not found then raise exception 'unknown shop' using errcode = 'P0002'; end if;
  if change_count > 0 then
    insert into documents as d (shop_id, collection, id, seq, rev, base_rev, edit_id, bucket, digest, bytes, body)
      select p_shop, r.collection, r.id, base + r.position, r.rev, r.base_rev, r.edit_id, r.bucket, r.digest, r.bytes, r.body
      from rows from (jsonb_to_recordset(p_documents) as (
        collection text, id text, rev int, base_rev int, edit_id text, bucket smallint, digest bigint, bytes int, body jsonb
      )) with ordinality as r(collection, id, rev, base_rev, edit_id, bucket, digest, bytes, body, position)
    on conflict (shop_id, collection, id) do update set
      seq = excluded.seq, rev = excluded.rev, base_rev = excluded.base_rev, edit_id = excluded.edit_id,
      digest = excluded.digest, bytes = excluded.bytes, body = excluded.body
      where d.rev = excluded.base_rev;
    get diagnostics written = row_count;
    if written <> change_count then
      raise exception 'a document changed meanwhile' using errcode = '40001';
    end if;
    insert into collection_counts as c (shop_id, collection, documents)
      select p_shop, r.collection, count(*) from jsonb_to_recordset(p_documents) as r(collection text, base_rev int)
      where r.base_rev = 0 group by r.collection
    on conflict (shop_id, collection) do update set documents = c.documents + excluded.documents;
  end if;
  foreach entry in array p_audit loop
    number := number + 1;
    head := encode(sha256(convert_to(head || entry, 'UTF8')), 'hex');
    insert into audit (shop_id, number, entry, hash) values (p_shop, number, entry, head);
  end loop;
  if cardinality(p_audit) > 0 then
    update shops set audit_head = head where shop_id = p_shop;
  end if;
  return base + change_count;
end $body$;
create function refuse_change() returns trigger language plpgsql as $body$
begin
  raise exception '% only grows', tg_table_name using errcode = '42501';
end $body$;
create trigger audit_only_grows before update or delete on audit for each row execute function refuse_change();
create trigger stock_postings_only_grow before update or delete on stock_postings for each row execute function refuse_change();
create trigger money_postings_only_grow before update or delete on money_postings for each row execute function refuse_change();
create trigger revisions_only_grow before update or delete on revisions for each row execute function refuse_change();`

/** TENANT-2: a forgotten filter shows nothing, and a table added without a policy fails the catalogue test. */
const ISOLATION = `
do $body$
declare name text;
begin
  for name in select table_name from information_schema.columns
    where table_schema = current_schema() and column_name = 'shop_id'
  loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy own_shop on %I using (shop_id = current_setting(''app.shop_id'', true)) with check (shop_id = current_setting(''app.shop_id'', true))',
      name
    );
  end loop;
end $body$;
create policy own_account on memberships for select using (account_id = current_setting('app.account_id', true));`

/** The role belongs to the whole cluster, so another database of it may have made it already. */
const GRANTS = `
do $body$
begin
  create role ${APP_ROLE} nologin nobypassrls;
exception when duplicate_object or unique_violation then null;
end $body$;
do $body$
begin
  execute format('grant ${APP_ROLE} to %I', current_user);
exception when insufficient_privilege then null;
end $body$;
do $body$
begin
  execute format('grant usage on schema %I to ${APP_ROLE}', current_schema());
end $body$;
grant select on server_meta to ${APP_ROLE};
grant select, insert on server_secrets, signing_keys to ${APP_ROLE};
grant select, insert, update on accounts, shops, memberships, devices, device_status, sessions, refresh_tokens,
  documents, collection_counts, refusals, stock_levels, money_balances to ${APP_ROLE};
grant select, insert on revisions, stock_postings, money_postings, receipts, audit to ${APP_ROLE};
grant execute on function commit_changes to ${APP_ROLE};`

/** Accounts, shops, documents with their revisions, ledgers, audit; isolation of shops. */
export const FIRST_TABLES: Migration = {
  number: 1,
  name: 'first tables',
  sql: [SERVER, SHOPS, DOCUMENTS, LEDGERS, FUNCTIONS, ISOLATION, GRANTS].join('\n'),
}
