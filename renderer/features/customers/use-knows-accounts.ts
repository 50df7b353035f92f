import { useActor } from '@renderer/db/hooks.ts'
import { canRead } from '@shared/policy/read-scope.ts'

/** Whether payments reach this person's device: without them a balance would be wrong, so none is shown. */
export const useKnowsAccounts = (): boolean => canRead(useActor(), 'moneyMovements')
