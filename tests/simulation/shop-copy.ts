import type pg from 'pg'
import { createOwnerClient, type DatabaseAddress } from '../../sync-server/database/pool.ts'

/**
 * The database behind the server's back, as its operator: takes a copy of one shop, puts it back as another incarnation
 * (F15), and clears away what a run leaves.
 */
export class ShopCopies {
  private readonly owner: pg.Client
  private tables: readonly string[] = []

  constructor(address: DatabaseAddress) {
    this.owner = createOwnerClient(address)
  }

  async open(): Promise<void> {
    await this.owner.connect()
    // Restoring writes what triggers refuse; foreign keys hold because a copy is whole.
    await this.owner.query('set session_replication_role = replica')
    const { rows } = await this.owner.query<{ name: string }>(
      `select table_name as name from information_schema.columns
        where table_schema = current_schema() and column_name = 'shop_id' order by 1`,
    )
    this.tables = rows.map(({ name }) => name)
  }

  close(): Promise<void> {
    return this.owner.end()
  }

  async rows<Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    return (await this.owner.query<Row>(text, [...values])).rows
  }

  async take(shopId: string): Promise<void> {
    for (const table of this.tables) {
      await this.owner.query(`drop table if exists pg_temp.copy_${table}`)
      await this.owner.query(
        `create temp table copy_${table} as select t.* from public.${table} t where false`,
      )
      await this.owner.query(
        `insert into pg_temp.copy_${table} select t.* from public.${table} t where shop_id = $1`,
        [shopId],
      )
    }
  }

  /** `raisesEpoch` is what an operator must not forget. */
  async putBack(shopId: string, raisesEpoch: boolean): Promise<void> {
    await this.remove(shopId)
    for (const table of this.tables)
      await this.owner.query(`insert into public.${table} select t.* from pg_temp.copy_${table} t`)
    if (raisesEpoch) await this.owner.query('update server_meta set epoch = epoch + 1')
  }

  async remove(shopId: string): Promise<void> {
    for (const table of this.tables)
      await this.owner.query(`delete from public.${table} where shop_id = $1`, [shopId])
  }

  /** As a new database: no shop was ever restored. */
  async reset(): Promise<void> {
    await this.owner.query('update server_meta set epoch = 1 where epoch <> 1')
    await this.owner.query(`delete from accounts where email like '%.sim.test'`)
  }
}
