import type { Translation } from '../../translation.ts'
import type { auth as source } from '../en/auth.ts'

export const auth = {
  role: {
    admin: 'Administration',
    manager: 'Gérance',
    cashier: 'Caisse',
    logistics: 'Logistique',
    finance: 'Finances',
    vendor: 'Vendeur partenaire',
  },
  signIn: {
    title: 'Connexion',
    lead: 'Connectez-vous une fois avec le réseau ; ensuite, cet appareil travaille aussi sans lui.',
    email: 'Adresse e-mail',
    password: 'Mot de passe',
    showPassword: 'Afficher le mot de passe',
    submit: 'Se connecter',
    language: 'Langue',
    withPin: 'Déverrouiller plutôt avec un code',
    missingEmail: 'Saisissez votre adresse e-mail.',
    missingPassword: 'Saisissez votre mot de passe.',
    notice: {
      'session-ended':
        'Votre session est terminée côté serveur. Reconnectez-vous : tout ce qui est sur cet appareil est encore là.',
      'pin-used-up':
        'Le code a été faux dix fois. Connectez-vous avec votre mot de passe, puis choisissez un nouveau code.',
      'signed-out':
        'Vous êtes déconnecté. Ce qui n’est pas encore envoyé reste sur cet appareil et partira plus tard.',
    },
  },
  server: {
    inUse: 'Serveur : {{url}}',
    change: 'Changer de serveur',
    address: 'Adresse du serveur de la boutique',
    hint: 'Celle que donne la personne qui tient le serveur, par exemple https://comptoir.maboutique.sn.',
    use: 'Utiliser ce serveur',
    keep: 'Garder l’actuel',
    unsafe:
      'Cette adresse ne peut pas servir : elle doit commencer par https:// et ne pas être fixée par l’installation. Rien n’a changé.',
    notKept:
      'L’adresse n’a pas pu être gardée sur cet appareil. Libérez de la place, puis réessayez. Rien n’a changé.',
  },
  failure: {
    wrongCredentials: 'L’adresse ou le mot de passe n’est pas bon. Vérifiez les deux et réessayez.',
    unreachable:
      'Le serveur est injoignable. Vérifiez le réseau, puis réessayez. Rien n’est perdu sur cet appareil.',
    timedOut:
      'Le serveur met trop de temps à répondre. Réessayez dans un instant. Rien n’est perdu sur cet appareil.',
    busy: 'Le serveur est occupé. Attendez une minute, puis réessayez.',
    forbidden:
      'Ce compte ne peut pas se connecter sur cet appareil. Demandez à la personne qui gère l’équipe.',
    tooOld:
      'Cette version de Comptoir est trop ancienne pour le serveur. Mettez-la à jour ; ce qui est sur cet appareil est gardé.',
    serverTooOld:
      'Le serveur est plus ancien que ce Comptoir. Demandez à qui s’occupe du serveur de le mettre à jour ; ce qui est sur cet appareil est gardé.',
    other: 'Le serveur n’a pas compris la demande ({{code}}). Donnez ce code à l’assistance.',
  },
  unlock: {
    title: 'Déverrouiller',
    who: 'Qui êtes-vous ?',
    pin: 'Code',
    submit: 'Déverrouiller',
    withPassword: 'Se connecter avec un mot de passe',
    wrongPin_one: 'Ce code n’est pas bon. Il reste un essai, ensuite seul le mot de passe ouvre.',
    wrongPin_other: 'Ce code n’est pas bon. Il reste {{count}} essais.',
    wait_one: 'Trop de codes faux. Attendez une seconde, puis réessayez. Votre travail est gardé.',
    wait_other: 'Trop de codes faux. Attendez {{count}} secondes, puis réessayez. Votre travail est gardé.',
    missingPin: 'Saisissez votre code.',
    offlineHint: 'Fonctionne sans réseau.',
  },
  pin: {
    title: 'Choisir un code',
    lead: 'Avec un code, vous verrouillez cet appareil et le rouvrez sans réseau. Il est à vous seul, et seulement sur cet appareil.',
    pin: 'Code (4 à 8 chiffres)',
    repeat: 'Le même code encore une fois',
    save: 'Enregistrer le code',
    later: 'Plus tard',
    change: 'Choisir un code',
    notUsable: 'Un code a de 4 à 8 chiffres.',
    different: 'Les deux codes sont différents.',
    saved: 'Code enregistré sur cet appareil.',
    failed:
      'Le code n’a pas pu être enregistré sur cet appareil. Vous restez connecté ; réessayez plus tard.',
    neededToLock: 'Choisissez d’abord un code : c’est lui qui rouvre l’écran verrouillé.',
  },
  signOut: {
    title: 'Se déconnecter ?',
    body: 'Votre code est retiré de cet appareil. La prochaine connexion demandera le réseau et votre mot de passe.',
    pending_one:
      'Une modification n’est pas encore envoyée. Elle reste sur cet appareil, à votre nom, et partira quand quelqu’un de la boutique se connectera ici.',
    pending_other:
      '{{count}} modifications ne sont pas encore envoyées. Elles restent sur cet appareil, à votre nom, et partiront quand quelqu’un de la boutique se connectera ici.',
    confirm: 'Se déconnecter',
  },
  again: {
    title: 'Reconnectez-vous pour envoyer',
    body: 'Le serveur redemande votre mot de passe. Vous pouvez continuer à travailler ; tout est gardé ici jusque-là.',
    action: 'Se connecter',
  },
  update: {
    client: {
      title: 'Mettez Comptoir à jour pour envoyer de nouveau',
      body_zero:
        'Le serveur ne comprend plus cette version. Vous pouvez continuer à vendre : tout est gardé ici.',
      body_one:
        'Le serveur ne comprend plus cette version. Vous pouvez continuer à vendre : {{count}} modification attend ici et part après la mise à jour.',
      body_other:
        'Le serveur ne comprend plus cette version. Vous pouvez continuer à vendre : {{count}} modifications attendent ici et partent après la mise à jour.',
    },
    server: {
      title: 'Le serveur est plus ancien que ce Comptoir',
      body_zero:
        'Demandez à qui s’occupe du serveur de le mettre à jour. Vous pouvez continuer à vendre : tout est gardé ici jusque-là.',
      body_one:
        'Demandez à qui s’occupe du serveur de le mettre à jour. Vous pouvez continuer à vendre : {{count}} modification attend ici jusque-là.',
      body_other:
        'Demandez à qui s’occupe du serveur de le mettre à jour. Vous pouvez continuer à vendre : {{count}} modifications attendent ici jusque-là.',
    },
  },
  firstSync: {
    title: 'Premier chargement de cet appareil',
    body_one:
      '{{count}} document reçu pour l’instant. Vous pouvez déjà travailler ; le stock et ce qui est dû ne seront complets qu’à la fin.',
    body_other:
      '{{count}} documents reçus pour l’instant. Vous pouvez déjà travailler ; le stock et ce qui est dû ne seront complets qu’à la fin.',
  },
} as const satisfies Translation<typeof source>
