import type { Actor } from './actor.ts'
import type { Permission } from './permissions.ts'
import { permissionsOf } from './roles.ts'

/** Whether somebody may do something. Screens ask it to explain, the server asks it to decide. */
export const can = (actor: Pick<Actor, 'role' | 'permissions'>, permission: Permission): boolean =>
  permissionsOf(actor.role, actor.permissions).includes(permission)
