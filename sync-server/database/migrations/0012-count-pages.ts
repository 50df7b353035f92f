import type { Migration } from '../migrate.ts'

/** The pages of a count are looked for when it is closed (TASK-9): of all a shop's documents only they are in this index. */
export const COUNT_PAGES: Migration = {
  number: 12,
  name: 'count pages',
  sql: `
create index documents_count_pages on documents (shop_id, (body->'details'->>'sessionId'))
  where collection = 'stockMovements' and body->>'kind' = 'count-page';`,
}
