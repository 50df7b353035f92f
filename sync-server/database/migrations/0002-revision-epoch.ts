import type { Migration } from '../migrate.ts'

/**
 * Revisions know in which incarnation of the database they were made: after a restore their numbers are given again (SYNC-9).
 * Those of before count as made in the present one, because nobody wrote it down.
 */
export const REVISION_EPOCH: Migration = {
  number: 2,
  name: 'epoch of revisions',
  sql: `
do $body$
begin
  execute format('alter table revisions add column epoch int not null default %s', (select epoch from server_meta));
end $body$;
alter table revisions alter column epoch drop default;`,
}
