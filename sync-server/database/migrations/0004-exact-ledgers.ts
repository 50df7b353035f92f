import type { Migration } from '../migrate.ts'

/** Largest integer that a device computes with exactly. */
const EXACT = Number.MAX_SAFE_INTEGER

/**
 * Postings belong to a document of a collection: another collection's document of the same id must not stand in the way of
 * an order's. And no sum grows beyond what is exact: the row that would do it is refused, not everybody's next one.
 */
export const EXACT_LEDGERS: Migration = {
  number: 4,
  name: 'exact ledgers',
  sql: `
alter table stock_postings drop constraint stock_postings_pkey,
  add primary key (shop_id, collection, document_id, posting_id);
alter table money_postings drop constraint money_postings_pkey,
  add primary key (shop_id, collection, document_id, posting_id);
alter table stock_levels add constraint stock_levels_exact check (on_hand between -${EXACT} and ${EXACT});
alter table money_balances add constraint money_balances_exact check (balance between -${EXACT} and ${EXACT});`,
}
