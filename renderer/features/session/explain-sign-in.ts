import type { TFunction } from 'i18next'
import type { SignInFailure } from '../../session/session-manager.ts'

/** What went wrong, what to do, and what became of the data, in one sentence or two. */
export function explainSignIn(failure: SignInFailure, t: TFunction<'auth'>): string {
  switch (failure.type) {
    case 'WrongCredentials':
      return t('failure.wrongCredentials')
    case 'Unreachable':
      return t('failure.unreachable')
    case 'TimedOut':
      return t('failure.timedOut')
    case 'ServerTrouble':
      return t('failure.busy')
    case 'Forbidden':
      return t('failure.forbidden')
    case 'ClientTooOld':
      return t('failure.tooOld')
    case 'ServerTooOld':
      return t('failure.serverTooOld')
    case 'TooLarge':
      return t('failure.other', { code: 'TOO_LARGE' })
    case 'Rejected':
      return t('failure.other', { code: failure.code })
  }
}
