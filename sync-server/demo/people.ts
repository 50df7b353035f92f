import type { NewMember } from '../accounts/create-shop.ts'

/** One password for every demo login: printed at the start, and never for a shop that is not the demo. */
export const DEMO_PASSWORD = 'comptoir-demo'
const DOMAIN = 'demo.comptoir.test'

const member = (local: string, name: string, role: NewMember['role']): NewMember => ({
  email: `${local}@${DOMAIN}`,
  password: DEMO_PASSWORD,
  name,
  role,
})

export const DEMO_MEMBERS: readonly NewMember[] = [
  member('admin', 'Aïssatou Mbaye', 'admin'),
  member('manager', 'Awa Diop', 'manager'),
  member('cashier1', 'Moussa Fall', 'cashier'),
  member('cashier2', 'Fatou Ndiaye', 'cashier'),
  member('logistics', 'Babacar Seck', 'logistics'),
  member('finance', 'Rokhaya Kane', 'finance'),
  member('vendor', 'Lamine Cissé', 'vendor'),
]
