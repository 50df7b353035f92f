import type { Translation } from '../../translation.ts'
import type { printing as source } from '../en/printing.ts'

export const printing = {
  print: 'Imprimer',
  pdf: {
    save: 'PDF',
    done: 'PDF enregistré.',
    failed: 'Le PDF n’est pas enregistré. Réessayez, ou choisissez un autre dossier.',
  },
  failure: {
    kept: 'Rien n’est perdu : ce qui est sur ce papier est enregistré.',
    retry: 'Réessayer',
    leave: 'Ne pas imprimer',
    none: {
      what: 'Aucune imprimante trouvée.',
      todo: 'Branchez une imprimante à cet ordinateur, ou choisissez-en une sous « Imprimante de tickets » dans le menu de session.',
    },
    away: {
      what: 'L’imprimante ne répond pas.',
      todo: 'Vérifiez qu’elle est allumée et que son câble ou son réseau est branché. Son adresse est sous « Imprimante de tickets » dans le menu de session.',
    },
    notLocal: {
      what: 'Cette adresse n’est pas dans le réseau de la boutique.',
      todo: 'Une imprimante de tickets a une adresse comme 192.168.1.50. Corrigez-la sous « Imprimante de tickets » dans le menu de session.',
    },
    silent: {
      what: 'L’imprimante a pris le papier mais ne dit pas qu’il est imprimé.',
      todo: 'Regardez si le papier est sorti avant de réimprimer.',
    },
    denied: {
      what: 'Cet ordinateur n’a pas le droit d’écrire sur l’imprimante.',
      todo: 'La personne qui s’occupe de l’ordinateur doit permettre à cet utilisateur d’y imprimer.',
    },
    paper: { what: 'L’imprimante n’a plus de papier.', todo: 'Mettez un nouveau rouleau, puis réessayez.' },
    cover: { what: 'Le capot de l’imprimante est ouvert.', todo: 'Fermez le capot, puis réessayez.' },
    fault: {
      what: 'L’imprimante signale une panne.',
      todo: 'Éteignez-la et rallumez-la, cherchez un bourrage, puis réessayez.',
    },
    busy: {
      what: 'Un autre programme utilise l’imprimante.',
      todo: 'Attendez un instant ou fermez l’autre programme, puis réessayez.',
    },
    other: {
      what: 'Le papier n’est pas imprimé.',
      todo: 'Vérifiez l’imprimante et son papier, puis réessayez.',
    },
  },
  drawer: {
    closed: 'Le tiroir-caisse ne s’est pas ouvert.',
    todo: 'Ouvrez-le avec sa clé. La vente est enregistrée.',
  },
  settings: {
    title: 'Imprimante de tickets',
    how: 'Pour cette machine seulement. Les autres gardent leur imprimante.',
    browser:
      'Dans un navigateur, les tickets passent par sa fenêtre d’impression. Une imprimante de tickets en réseau ou en USB s’utilise avec l’application de bureau.',
    way: 'Reliée par',
    width: 'Largeur du papier',
    millimetres: '{{value}} mm',
    host: 'Adresse de l’imprimante',
    hostHint: 'Par exemple 192.168.1.50 : elle figure sur la page d’essai de l’imprimante.',
    hostWrong: 'Saisissez l’adresse d’une imprimante, par exemple 192.168.1.50.',
    port: 'Port',
    path: 'Emplacement de l’imprimante',
    pathHint: 'Par exemple /dev/usb/lp0, COM3 ou \\\\ORDINATEUR\\Ticket.',
    pathWrong:
      'Saisissez /dev/usb/lp0, COM3, ou le nom d’une imprimante partagée comme \\\\ORDINATEUR\\Ticket.',
    cut: 'Couper le papier après chaque ticket',
    drawer: 'Ouvrir le tiroir-caisse après une vente en espèces',
    back: 'Retour',
    save: 'Enregistrer',
    saved: 'L’imprimante de cette machine est choisie.',
  },
  way: { system: 'Fenêtre du système', network: 'Réseau', device: 'USB ou câble' },
  test: {
    title: 'Page d’essai',
    print: 'Imprimer une page d’essai',
    done: 'La page d’essai est imprimée.',
    date: 'Date',
    left: 'GAUCHE',
    right: 'DROITE',
  },
} satisfies Translation<typeof source>
