import type { Translation } from '../../translation.ts'
import type { errors as source } from '../en/errors.ts'

export const errors = {
  loading: 'Ouverture de la boutique…',
  screenLoading: 'Ouverture…',
  screen: {
    what: 'Cet écran s’est arrêté.',
    todo: 'Rouvrez-le. Si cela recommence, dites à l’assistance ce que vous étiez en train de faire.',
    data: 'Ce que vous aviez validé est en sécurité sur cet appareil. Ce qui était seulement saisi sur cet écran est peut-être à ressaisir.',
    again: 'Rouvrir',
  },
  application: {
    what: 'Comptoir n’a pas pu démarrer.',
    todo: 'Rechargez la page. Si cela ne suffit pas, redémarrez l’appareil.',
    data: 'Rien n’a été effacé. Ce qui est sur cet appareil y est toujours.',
    again: 'Recharger',
  },
  alreadyOpen: {
    what: 'La boutique est déjà ouverte dans une autre fenêtre ou un autre onglet.',
    todo: 'Continuez dans cette fenêtre, ou fermez-la et ouvrez la boutique ici.',
    data: 'Rien n’est perdu : une seule fenêtre à la fois garde les ventes en ordre.',
    again: 'Ouvrir ici',
  },
  openFailed: {
    what: 'Les données de cet appareil n’ont pas pu être ouvertes.',
    todo: 'Libérez de la place sur le disque s’il est plein, puis réessayez.',
    data: 'Rien n’a été effacé. Ce que le serveur a reçu y est en sécurité.',
    again: 'Réessayer',
  },
  insecure: {
    what: 'Cette adresse n’est pas sécurisée : le navigateur ne laisse pas Comptoir garder des données.',
    todo: 'Ouvrez la boutique par une adresse qui commence par https, ou sur la machine du serveur.',
    data: 'Rien n’a été gardé sur cet appareil.',
  },
  notFound: {
    title: 'Il n’y a rien à cette adresse.',
    body: 'Choisissez un écran à gauche.',
    action: 'Aller à la caisse',
  },
  forbidden: {
    title: 'Votre rôle n’ouvre pas cet écran.',
    body: 'Demandez à la personne qui gère l’équipe si vous en avez besoin.',
  },
  storage: {
    diskFull:
      'Le disque est plein : ceci n’a pas pu être enregistré. Libérez de la place et réessayez ; rien de ce qui était enregistré n’est perdu.',
    failed:
      'L’appareil n’a pas pu enregistrer ceci. Réessayez ; rien de ce qui était enregistré n’est perdu.',
    receiptsNotReady:
      'Les numéros de ticket ne sont pas encore connus sur cet appareil. Attendez la fin du premier chargement, puis réessayez.',
  },
  restored_one: 'Un document que cet appareil avait perdu est revenu.',
  restored_other: '{{count}} documents que cet appareil avait perdus sont revenus.',
} as const satisfies Translation<typeof source>
