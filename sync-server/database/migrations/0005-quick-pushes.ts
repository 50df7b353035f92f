import { APP_ROLE } from '../app-role.ts'
import type { Migration } from '../migrate.ts'

/** Every row is written in its shop's context, which row-level security compares; looking the shop up again for each costs. */
const GROWING = ['documents', 'revisions', 'stock_postings', 'money_postings', 'receipts', 'audit']
const NO_LOOKUPS = GROWING.map((table) => `alter table ${table} drop constraint ${table}_shop_id_fkey;`)

/**
 * Only pages are read by this index. While PostgreSQL knows little of the table it would take it for a document's own, by
 * shop and collection alone, and walk through all of a collection; asked for with this collation nothing else fits it.
 */
const PULL_INDEX = `
drop index documents_pull;
create unique index documents_pull on documents (shop_id, collection collate "C", seq);`

/**
 * Keeps each step as a revision, then, under the shop row's lock, numbers the changed documents in commit order (SYNC-3) and
 * chains the audit entries. One array a column, one element a step; `p_base_revs` is null for every step but a document's last.
 */
const COMMIT_CHANGES = `
drop function commit_changes(text, jsonb, text[]);
create function commit_changes(
  p_shop text, p_account text, p_device text, p_at bigint,
  p_collections text[], p_ids text[], p_revs int[], p_base_revs int[], p_edit_ids text[], p_hashes text[],
  p_buckets smallint[], p_digests bigint[], p_bytes int[], p_bodies jsonb[], p_audit text[]
) returns bigint language plpgsql as $body$
declare
  change_count int := cardinality(array_remove(p_base_revs, null));
  audit_count int := cardinality(p_audit);
  base bigint; number bigint; head text; entry text; hashes text[] := '{}'; written int;
begin
  if cardinality(p_ids) > 0 then
    -- Another push may have made the same revision meanwhile: then the documents below find it out and all of this is undone.
    insert into revisions
        (shop_id, collection, id, rev, edit_id, content_hash, body, account_id, device_id, received_at, epoch)
      select p_shop, s.collection, s.id, s.rev, s.edit_id, s.hash, s.body, p_account, p_device, p_at, m.epoch
      from unnest(p_collections, p_ids, p_revs, p_edit_ids, p_hashes, p_bodies) as s(collection, id, rev, edit_id, hash, body)
        cross join server_meta m
      on conflict do nothing;
  end if;
  select seq, audit_number, audit_head into base, number, head from shops where shop_id = p_shop for no key update;
  if not found then raise exception 'unknown shop' using errcode = 'P0002'; end if;
  if change_count > 0 then
    insert into documents as d (shop_id, collection, id, seq, rev, base_rev, edit_id, bucket, digest, bytes, body)
      select p_shop, s.collection, s.id, base + row_number() over (order by s.position), s.rev, s.base_rev, s.edit_id,
        s.bucket, s.digest, s.bytes, s.body
      from unnest(p_collections, p_ids, p_revs, p_base_revs, p_edit_ids, p_buckets, p_digests, p_bytes, p_bodies)
        with ordinality as s(collection, id, rev, base_rev, edit_id, bucket, digest, bytes, body, position)
      where s.base_rev is not null
    on conflict (shop_id, collection, id) do update set
      seq = excluded.seq, rev = excluded.rev, base_rev = excluded.base_rev, edit_id = excluded.edit_id,
      digest = excluded.digest, bytes = excluded.bytes, body = excluded.body
      where d.rev = excluded.base_rev;
    get diagnostics written = row_count;
    if written <> change_count then
      raise exception 'a document changed meanwhile' using errcode = '40001';
    end if;
    insert into collection_counts as c (shop_id, collection, documents)
      select p_shop, s.collection, count(*) from unnest(p_collections, p_base_revs) as s(collection, base_rev)
      where s.base_rev = 0 group by s.collection
    on conflict (shop_id, collection) do update set documents = c.documents + excluded.documents;
  end if;
  foreach entry in array p_audit loop
    head := encode(sha256(convert_to(head || entry, 'UTF8')), 'hex');
    hashes := hashes || head;
  end loop;
  insert into audit (shop_id, number, entry, hash)
    select p_shop, number + e.position, e.entry, e.hash
    from unnest(p_audit, hashes) with ordinality as e(entry, hash, position);
  update shops set seq = base + change_count, audit_number = number + audit_count, audit_head = head
    where shop_id = p_shop;
  return base + change_count;
end $body$;
grant execute on function commit_changes to ${APP_ROLE};`

/** A push costs what it brings, however much the shop holds. */
export const QUICK_PUSHES: Migration = {
  number: 5,
  name: 'quick pushes',
  sql: [...NO_LOOKUPS, PULL_INDEX, COMMIT_CHANGES].join('\n'),
}
