import type { Migration } from '../migrate.ts'

/** Only the first payments of a reference are read, however many name it: a shop may write the same word for all of them. */
export const PAYMENT_REFERENCE_ORDER: Migration = {
  number: 8,
  name: 'payment reference order',
  sql: `
create index payment_references_first on payment_references (shop_id, key, at, payment_id) where not failed;
drop index payment_references_key;`,
}
