import { APP_ROLE } from '../app-role.ts'
import type { Migration } from '../migrate.ts'

const TABLE = `
-- What became of single pieces, by serial number. No document named one before this version.
create table serial_postings (
  shop_id text not null references shops,
  collection text not null,
  document_id text not null,
  posting_id text not null,
  variant_id text not null,
  serial text not null,
  quantity bigint not null,
  number text not null,
  at bigint not null,
  by text not null,
  device_id text not null,
  primary key (shop_id, collection, document_id, posting_id)
);
create index serial_postings_serial on serial_postings (shop_id, variant_id, serial);`

/** TENANT-2, as for every table of a shop. */
const ISOLATION = `
alter table serial_postings enable row level security;
alter table serial_postings force row level security;
create policy own_shop on serial_postings
  using (shop_id = current_setting('app.shop_id', true)) with check (shop_id = current_setting('app.shop_id', true));
grant select, insert on serial_postings to ${APP_ROLE};`

/** Which piece left by which receipt (SERIAL-2). */
export const SERIAL_POSTINGS: Migration = {
  number: 11,
  name: 'serial postings',
  sql: [TABLE, ISOLATION].join('\n'),
}
