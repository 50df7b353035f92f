import type { Translation } from '../../translation.ts'
import type { history as source } from '../en/history.ts'

export const history = {
  open: 'Historique',
  title: 'Historique de {{name}}',
  how: 'Qui a changé quoi, quand et sur quel appareil, d’après cet appareil.',
  entry: '{{name}}, {{device}}',
  someone: 'Quelqu’un',
  thisDevice: 'cet appareil',
  someDevice: 'un autre appareil',
  merged: 'réuni avec ce que d’autres ont changé entre-temps',
  change: '{{field}} : {{from}} → {{to}}',
  added: '{{field}} : {{to}} ajouté',
  removed: '{{field}} : {{from}} retiré',
  nothing: '–',
  yes: 'oui',
  no: 'non',
  other: 'un autre choix',
  empty: 'Aucun changement n’est connu ici.',
  emptyHow:
    'Les changements apparaissent quand ils sont faits ou qu’ils arrivent. Le serveur garde les plus anciens.',
  fetch: 'Demander les plus anciens au serveur',
  fetched: 'C’est tout ce qu’a le serveur.',
  unreachable:
    'Le serveur ne répond pas. Ce qui est affiché est ce que cet appareil connaît ; rien n’a été changé.',
  close: 'Fermer',
  undo: 'Annuler ce changement',
  keys: { undo: 'Annuler le dernier changement', redo: 'Refaire le changement annulé' },
  undonePosting: 'Repris : le mouvement contraire est écrit à côté',
  redonePosting: 'Refait : le mouvement est écrit de nouveau',
  undone: 'Annulé : {{name}}',
  redone: 'Refait : {{name}}',
  failure: {
    nothing: 'Il n’y a rien à annuler.',
    nothingAgain: 'Il n’y a rien à refaire.',
    changedSince: 'Rien n’a été annulé : {{field}} a été changé depuis, par {{by}}.',
    changedSinceHow: 'Regardez ce qu’il en est, et corrigez à la main s’il le faut.',
    notFound: 'Ce n’est plus sur cet appareil. Rien n’a été changé.',
    forbidden: 'L’annuler demande un droit que vous n’avez pas : voyez un responsable. Rien n’a été changé.',
    storage: 'Rien n’a été enregistré. Réessayez ; tout est comme avant.',
  },
} as const satisfies Translation<typeof source>
