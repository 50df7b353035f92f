import { APP_ROLE } from '../app-role.ts'
import type { Migration } from '../migrate.ts'

const TABLES = `
-- Months of orders, by their own business day, and the segment that each is packed in.
create table history_months (
  shop_id text not null,
  month int not null,
  -- Null until it is packed, and for a month whose orders have all gone to another one.
  hash text,
  orders int not null default 0,
  bytes int not null default 0,
  packed_at bigint,
  -- Since when something in it is not packed yet; null when all is.
  stale_since bigint,
  -- How often something in it has changed: tells what changed while it was packed.
  marks bigint not null default 0,
  primary key (shop_id, month)
);
-- Packed once and never changed: another content is another segment.
create table history_segments (
  shop_id text not null,
  hash text not null,
  content bytea not null,
  -- Since when no month names it; kept a while for devices that are fetching.
  dropped_at bigint,
  primary key (shop_id, hash)
);
-- Its bytes are packed already.
alter table history_segments alter column content set storage external;
alter table figures_state add column packed_version int not null default 0;`

/** TENANT-2, as for every table of a shop. */
const ISOLATION = ['history_months', 'history_segments']
  .map(
    (table) => `
alter table ${table} enable row level security;
alter table ${table} force row level security;
create policy own_shop on ${table}
  using (shop_id = current_setting('app.shop_id', true)) with check (shop_id = current_setting('app.shop_id', true));
grant select, insert, update, delete on ${table} to ${APP_ROLE};`,
  )
  .join('')

/** A shop's past orders in pieces that a new device fetches at once (PACK-1). */
export const PACKED_HISTORY: Migration = {
  number: 10,
  name: 'packed history',
  sql: [TABLES, ISOLATION].join('\n'),
}
