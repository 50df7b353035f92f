import { COLLECTION_NAMES, type CollectionName } from '@shared/schemas/registry.ts'
import type { DatabaseAddress } from '../../sync-server/database/pool.ts'
import { applyFault } from './apply-fault.ts'
import { type ClientExports, Device } from './device.ts'
import type { DiskExports } from './disk/device-disk.ts'
import { History } from './history.ts'
import { goodLine } from './network.ts'
import { newShop } from './new-shop.ts'
import { Office } from './office.ts'
import { type Operation, type OperationKind, operationId } from './operations.ts'
import type { Violation } from './oracles/facts.ts'
import type { Program } from './realm.ts'
import type { Schedule } from './schedule.ts'
import type * as ServerExports from './server-entry.ts'
import type { ShopCopies } from './shop-copy.ts'
import { watchHonesty } from './watch-honesty.ts'
import { World } from './world.ts'

/** What one process of a campaign keeps between its runs. */
export interface Rig {
  readonly address: DatabaseAddress
  readonly copies: ShopCopies
  readonly programs: {
    readonly client: Program<ClientExports>
    readonly disk: Program<DiskExports>
    readonly server: Program<typeof ServerExports>
  }
  /** Words of another shop, which no byte to a device of this one may hold. */
  readonly canary: string
  /** False only for the bug of an operator who forgets it. */
  readonly raisesEpoch: boolean
}

/** Opened as few as the operations need: the others would only pull nothing. */
const NAMES: readonly CollectionName[] = COLLECTION_NAMES.filter((name) =>
  ['products', 'orders', 'stockMovements', 'customers', 'tasks', 'staff', 'settings'].includes(name),
)
const SET_UP_MS = 120_000
const SPAN_MS = 65_000

export class Run {
  readonly world: World
  readonly office: Office
  readonly history = new History()
  readonly devices: Device[] = []
  readonly names = NAMES
  readonly schedule: Schedule
  readonly rig: Rig
  readonly violations: Violation[] = []
  shopId = ''
  isHealed = false
  wasRestored = false
  wasCloned = false
  kills = 0
  private readonly copies = new Map<number, Device>()
  private hasCopy = false
  private domain = ''

  constructor(rig: Rig, schedule: Schedule) {
    this.rig = rig
    this.schedule = schedule
    this.world = new World(schedule.seed)
    this.office = new Office(this.world, rig.address, rig.programs.server)
    this.office.onBytes = (text) => {
      if (text.includes(rig.canary))
        this.violations.push({
          oracle: 'O8 isolate',
          what: `another shop's words came: ${text.slice(0, 200)}`,
        })
    }
  }

  async setUp(): Promise<void> {
    await this.rig.copies.reset()
    await this.office.start()
    this.domain = `run${this.schedule.seed}.sim.test`
    const shop = await this.office.createShop(newShop(this.domain, this.schedule.members))
    this.shopId = shop.shopId
    for (const [index] of this.schedule.members.entries()) this.addDevice(index).start()
    await this.world.run(3_000)
    const first = this.devices[0]
    const kinds: OperationKind[] = [
      'add-product',
      'add-product',
      'add-product',
      'add-customer',
      'add-customer',
      'receive',
      'receive',
      'receive',
    ]
    const random = this.world.random('set-up')
    for (const [i, kind] of kinds.entries()) {
      const number = 900 + i
      const picks = Array.from({ length: 12 }, () => random.next())
      first?.perform({ id: operationId(number), number, kind, picks })
      await this.world.run(200)
    }
    await this.rest(SET_UP_MS)
    for (const [index, skew] of this.schedule.skews.entries()) this.turnClock(index, skew)
  }

  private turnClock(index: number, skew: number): void {
    const device = this.devices[index]
    if (device === undefined || skew === 0) return
    device.skewMs = skew
    device.kill(true)
  }

  /** Faults and operations at their moments. */
  async play(): Promise<void> {
    watchHonesty(this)
    for (const step of this.schedule.steps) {
      this.world.after(step.at, () => {
        if ('fault' in step) applyFault(this, step.fault)
        else this.machineOf(step.device, step.operation)?.perform(step.operation)
      })
    }
    await this.world.run(SPAN_MS)
  }

  /** Everything that was broken works again; clocks that are wrong stay wrong. */
  async heal(): Promise<void> {
    this.isHealed = true
    this.office.onStatement(null)
    await this.startOffice()
    for (const device of this.devices) {
      Object.assign(device.line, goodLine())
      device.interfere = null
      device.storageSlowMs = 0
      device.freeze(0)
      device.start()
    }
    const admin = this.schedule.members.indexOf('admin')
    const everybody: Operation = { id: operationId(990), number: 990, kind: 'open-doors', picks: [] }
    if (admin >= 0) this.world.after(3_000, () => this.devices[admin]?.perform(everybody))
  }

  /** Lets time pass until everybody shows what the server holds. Answers how long it took, or null. */
  async rest(patienceMs: number): Promise<number | null> {
    const { restUntilEqual } = await import('./rest.ts')
    return restUntilEqual(this, patienceMs)
  }

  async startOffice(): Promise<void> {
    if (!this.office.isUp) await this.office.start()
  }

  async takeCopy(): Promise<void> {
    await this.rig.copies.take(this.shopId)
    this.hasCopy = true
  }

  async restoreCopy(): Promise<void> {
    if (!this.hasCopy) return
    const wasUp = this.office.isUp
    this.office.kill()
    await this.office.settled()
    await this.rig.copies.putBack(this.shopId, this.rig.raisesEpoch)
    this.wasRestored = true
    if (wasUp) await this.startOffice()
  }

  /** Somebody copies the disk to another machine and goes on with both. */
  async clone(original: Device): Promise<void> {
    this.wasCloned = true
    const copy = this.addDevice(original.index)
    this.copies.set(original.index, copy)
    await original.disk.copyTo(copy.disk)
    copy.skewMs = original.skewMs
    copy.start()
  }

  async close(): Promise<void> {
    for (const device of this.devices) device.kill(false)
    this.office.kill()
    await this.office.settled()
    await this.rig.copies.remove(this.shopId)
  }

  /** Where a disk was copied, both machines are used, in turns. */
  private machineOf(index: number, { number }: Operation): Device | undefined {
    return (number % 2 === 0 ? this.copies.get(index) : undefined) ?? this.devices[index]
  }

  private addDevice(member: number): Device {
    const device = new Device({
      world: this.world,
      office: this.office,
      history: this.history,
      client: this.rig.programs.client,
      disk: this.rig.programs.disk,
      index: this.devices.length,
      email: `${this.schedule.members[member]}@${this.domain}`,
      names: NAMES,
    })
    this.devices.push(device)
    return device
  }
}
