import { APP_ROLE } from '../app-role.ts'
import type { Migration } from '../migrate.ts'

/**
 * Edits that came in a file instead of over the network (CARRY-1), so that the device which made them finds out what became
 * of each. `content` is what the device had written where the server had to put it together with somebody else's change;
 * null where the revision is that very content.
 */
export const CARRIED_EDITS: Migration = {
  number: 3,
  name: 'carried edits',
  sql: `
create table carried_edits (
  shop_id text not null references shops,
  collection text not null,
  id text not null,
  edit_id text not null,
  device_id text not null,
  -- The revision that holds it.
  rev int not null,
  content jsonb,
  file_id text not null,
  received_at bigint not null,
  primary key (shop_id, collection, id, edit_id)
);
alter table carried_edits enable row level security;
alter table carried_edits force row level security;
create policy own_shop on carried_edits
  using (shop_id = current_setting('app.shop_id', true)) with check (shop_id = current_setting('app.shop_id', true));
create trigger carried_edits_only_grow before update or delete on carried_edits
  for each row execute function refuse_change();
grant select, insert on carried_edits to ${APP_ROLE};`,
}
