import type { Translation } from '../../translation.ts'
import type { carry as source } from '../en/carry.ts'

export const carry = {
  action: 'Porter par fichier',
  title: 'Porter des modifications par fichier',
  lead: 'Quand il n’y a pas de liaison : écrivez ce qui attend ici dans un fichier, portez-le sur un autre appareil de la boutique qui en a une, et remettez-le de là au serveur.',
  out: {
    title: 'Depuis cet appareil',
    waiting_zero: 'Rien n’attend ici : le serveur a tout.',
    waiting_one: '{{count}} modification attend ici d’être envoyée.',
    waiting_other: '{{count}} modifications attendent ici d’être envoyées.',
    body: 'Le fichier est scellé : seul le serveur de la boutique peut l’ouvrir. Les modifications restent aussi ici, et rien n’est compté deux fois.',
    save: 'Écrire le fichier',
    saved_one:
      '{{count}} modification est dans le fichier. Elle reste aussi ici, jusqu’à ce que le serveur l’ait.',
    saved_other:
      '{{count}} modifications sont dans le fichier. Elles restent aussi ici, jusqu’à ce que le serveur les ait.',
  },
  in: {
    title: 'Depuis un autre appareil',
    body: 'Choisissez un fichier écrit par un appareil de cette boutique. Vous voyez ce qu’il contient avant que rien ne se passe.',
    choose: 'Choisir un fichier',
    other: 'Choisir un autre fichier',
    looking: 'Le serveur examine le fichier…',
    bring: 'Remettre au serveur',
    bringing: 'Remise des modifications au serveur…',
    close: 'Fermer',
  },
  file: {
    label: 'Contenu du fichier',
    device: 'De la caisse',
    people: 'Saisi par',
    since: 'Modification la plus ancienne',
    madeAt: 'Fichier écrit',
    changes: 'Modifications',
    fresh: 'Nouvelles pour le serveur',
    present: 'Déjà là',
    refused: 'Ne peuvent pas être prises',
  },
  nothingNew: 'Le serveur a déjà tout cela. Il n’y a rien à faire.',
  done: {
    title_zero: 'Rien n’était nouveau : le serveur avait déjà tout.',
    title_one: '{{count}} modification est arrivée au serveur.',
    title_other: '{{count}} modifications sont arrivées au serveur.',
    merged_one: 'L’une d’elles a été réunie avec ce que quelqu’un d’autre avait modifié entre-temps.',
    merged_other: '{{count}} d’entre elles ont été réunies avec ce que d’autres avaient modifié entre-temps.',
    present_one: '{{count}} était déjà là et reste comme elle est.',
    present_other: '{{count}} étaient déjà là et restent comme elles sont.',
    refused_one:
      '{{count}} n’a pas pu être prise. Elle reste sur son appareil, qui la montrera avec la raison :',
    refused_other:
      '{{count}} n’ont pas pu être prises. Elles restent sur leur appareil, qui les montrera avec la raison :',
    keep: 'Vous pouvez jeter le fichier ou le remettre encore : rien n’est compté deux fois.',
  },
  problem: {
    'nothing-pending': 'Rien n’attend ici : le serveur a tout.',
    'no-key':
      'Cet appareil n’a pas encore reçu de clé pour les fichiers. Connectez-vous une fois avec une liaison, puis réessayez. Ce qui attend reste ici.',
    'not-a-carry-file': 'Ce n’est pas un fichier de modifications d’un appareil Comptoir. Rien n’a changé.',
    torn: 'Le fichier est incomplet : sa copie a été coupée. Copiez-le de nouveau depuis l’appareil qui l’a écrit. Rien n’a changé.',
    altered:
      'Le serveur ne peut pas ouvrir ce fichier : il a été modifié ou abîmé en route. Écrivez-le de nouveau sur l’appareil d’où il vient. Rien n’a été pris.',
    'other-shop': 'Ce fichier est celui d’une autre boutique. Rien n’a été pris.',
    'device-unknown':
      'Le serveur ne connaît pas l’appareil qui a écrit ce fichier. Connectez-vous une fois sur cet appareil avec une liaison. Rien n’a été pris.',
    'device-revoked':
      'L’appareil qui a écrit ce fichier a été exclu de la boutique. Rien n’a été pris ; gardez le fichier et demandez à un administrateur.',
    'person-left':
      'La personne qui a écrit ce fichier ne travaille plus dans la boutique. Rien n’a été pris ; gardez le fichier et demandez à un administrateur.',
    'older-program':
      'Ce fichier a été écrit par un Comptoir trop ancien pour le serveur. Mettez cet appareil-là à jour et écrivez le fichier de nouveau ; ses modifications y sont toujours.',
    'newer-program':
      'Ce fichier a été écrit par un Comptoir plus récent. Mettez à jour cet appareil et le serveur, puis remettez-le. Rien n’a été pris.',
    offline:
      'Le serveur n’est pas joignable d’ici non plus. Gardez le fichier et remettez-le depuis un appareil qui a une liaison. Ce qui était déjà arrivé n’est pas compté deux fois.',
    'sign-in':
      'Le serveur redemande votre mot de passe. Connectez-vous, puis remettez le fichier encore une fois.',
    update:
      'Ce Comptoir est trop ancien pour le serveur. Mettez-le à jour, puis remettez le fichier encore une fois.',
    failed:
      'Le serveur n’a pas compris le fichier. Gardez-le et prévenez l’assistance. Ce qui était arrivé reste.',
    'too-large': 'Ce fichier est trop grand pour être un fichier de Comptoir. Rien n’a changé.',
    unreadable: 'Le fichier n’a pas pu être lu. A-t-il été déplacé, ou sa clé retirée ? Rien n’a changé.',
    'not-saved':
      'Le fichier n’a pas pu être écrit. Y a-t-il de la place, et peut-on écrire à cet endroit ? Les modifications restent ici.',
  },
} satisfies Translation<typeof source>
