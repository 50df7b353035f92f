import { APP_ROLE } from '../app-role.ts'
import type { Migration } from '../migrate.ts'

const FIGURES = `
  orders bigint not null,
  returns bigint not null,
  documents bigint not null,`

const LINE_FIGURES = `
  lines bigint not null,
  units bigint not null,
  sales bigint not null,
  returned bigint not null,
  tax bigint not null,
  margin bigint not null,
  margin_revenue bigint not null,`

/** Everything here follows from the orders and may be emptied at any time: it is then counted again. */
const TABLES = `
-- How far the figures of a shop have come; never touched by a push.
create table figures_state (
  shop_id text primary key references shops,
  -- Orders up to here have their days written down.
  seq bigint not null default 0,
  -- By which rules and in which time zone it was counted.
  rules int not null default 0,
  utc_offset_minutes int not null default 0,
  checked_at bigint,
  checked_days int,
  checked_differing int
);
-- On which days an order counts: its own, and those of its returns.
create table order_days (
  shop_id text not null,
  order_id text not null,
  day int not null,
  is_own boolean not null,
  primary key (shop_id, order_id, day)
);
create index order_days_day on order_days (shop_id, day);
-- Days whose figures are to be counted again.
create table stale_days (
  shop_id text not null,
  day int not null,
  primary key (shop_id, day)
);
create table daily_sales_metrics (
  shop_id text not null,
  currency text not null,
  day int not null,
  country text not null,${FIGURES}${LINE_FIGURES}
  primary key (shop_id, currency, day, country)
);
create index daily_sales_metrics_day on daily_sales_metrics (shop_id, day);
create table product_analytics (
  shop_id text not null,
  currency text not null,
  day int not null,
  variant_id text not null,
  product_id text not null,
  -- What it was called, when and on which order: the newest of all days is its name.
  sku text not null,
  name text not null,
  named_at bigint not null,
  named_by text not null,${LINE_FIGURES}
  primary key (shop_id, currency, day, variant_id)
);
create index product_analytics_day on product_analytics (shop_id, day);
create index product_analytics_name on product_analytics (shop_id, variant_id, named_at);`

const GROWING = ['order_days', 'stale_days', 'daily_sales_metrics', 'product_analytics']

/** TENANT-2, as for every table of a shop. Who keeps house may see which shops there are, and nothing of them. */
const ISOLATION = ['figures_state', ...GROWING]
  .map(
    (table) => `
alter table ${table} enable row level security;
alter table ${table} force row level security;
create policy own_shop on ${table}
  using (shop_id = current_setting('app.shop_id', true)) with check (shop_id = current_setting('app.shop_id', true));
grant select, insert, update on ${table} to ${APP_ROLE};`,
  )
  .join('')

const KEEPER = `
${GROWING.map((table) => `grant delete on ${table} to ${APP_ROLE};`).join('\n')}
create policy housekeeping on figures_state for select using (current_setting('app.housekeeping', true) = 'on');`

/** The isolation of shops holds for the owner of the tables too: for this one look at all of them it is lifted. */
const FILL = `
alter table shops no force row level security;
alter table figures_state no force row level security;
insert into figures_state (shop_id) select shop_id from shops;
alter table shops force row level security;
alter table figures_state force row level security;`

/** The shop's figures on the server, counted by the rules that devices count by (FIGURES-1). */
export const SERVER_FIGURES: Migration = {
  number: 9,
  name: 'server figures',
  sql: [TABLES, ISOLATION, KEEPER, FILL].join('\n'),
}
