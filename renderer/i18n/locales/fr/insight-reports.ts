import type { Translation } from '../../translation.ts'
import type { insightReports as source } from '../en/insight-reports.ts'

/** Texts of the reports on customers, baskets, orders, stock, credit and the coming weeks; they stand among those of all reports. */
export const insightReports = {
  report: {
    'order-status': { title: 'Commandes par statut', about: 'Où en sont les commandes de ces jours.' },
    'lead-time': {
      title: 'Délais de livraison',
      about: 'Le temps écoulé entre la commande et sa livraison.',
    },
    forecast: {
      title: 'Semaines à venir',
      about:
        'Ce que rapporteront sans doute les quatre prochaines semaines, et l’erreur habituelle de ces prévisions.',
    },
    'abc-classes': {
      title: 'Poids des articles (ABC)',
      about:
        'Les quelques articles qui font l’essentiel du chiffre, et le stock que les autres immobilisent.',
    },
    'new-and-returning': {
      title: 'Nouveaux clients et clients revenus',
      about: 'Qui a acheté pour la première fois, et qui est revenu.',
    },
    'best-customers': {
      title: 'Meilleurs clients',
      about: 'Qui achète le plus, combien de fois, et quand il est venu en dernier.',
    },
    'customer-segments': {
      title: 'Groupes de clients',
      about:
        'Fidèles, nouveaux, qui s’éloignent : selon la dernière visite, le nombre d’achats et le montant.',
    },
    cohorts: {
      title: 'Clients qui reviennent',
      about: 'Parmi ceux dont le premier achat tombe dans un mois : combien ont racheté les mois suivants.',
    },
    'basket-size': {
      title: 'Taille des paniers',
      about: 'La taille des paniers, en valeur, en lignes ou en unités.',
    },
    'bought-together': {
      title: 'Achetés ensemble',
      about: 'Les articles qui figurent souvent sur le même ticket.',
    },
    'stock-value': { title: 'Valeur du stock', about: 'Ce qu’ont coûté les marchandises en stock.' },
    'stock-turnover': {
      title: 'Rotation du stock',
      about: 'Ce qui se vend vite et ce qui se vend lentement, et combien de jours tiendra le stock.',
    },
    'dead-stock': {
      title: 'Articles qui ne se vendent plus',
      about: 'En stock, mais pas vendus depuis longtemps.',
    },
    shrinkage: {
      title: 'Pertes et corrections',
      about: 'Ce qui a quitté les rayons sans être vendu, et pourquoi.',
    },
    'credit-ages': { title: 'Crédit par ancienneté', about: 'Qui doit combien, et depuis quand.' },
  },
  column: {
    baskets: 'Paniers',
    'baskets-share': 'Part des paniers',
    buyers: 'Clients',
    'buyers-share': 'Part des clients',
    cohort: 'Premier achat en',
    'cohort-size': 'Nouveaux clients',
    'month-1': '1 mois après',
    'month-2': '2 mois après',
    'month-3': '3 mois après',
    'month-4': '4 mois après',
    'month-5': '5 mois après',
    'month-6': '6 mois après',
    'month-7': '7 mois après',
    'month-8': '8 mois après',
    'month-9': '9 mois après',
    'month-10': '10 mois après',
    'month-11': '11 mois après',
    'month-12': '12 mois après',
    correction: 'Saisie',
    'cost-from': 'Coût tiré de',
    'cumulative-share': 'Part cumulée',
    customer: 'Client',
    'days-of-stock': 'Jours de stock',
    delivered: 'Livraisons',
    expected: 'Prévu',
    'expected-high': 'Sans doute au plus',
    'expected-low': 'Sans doute au moins',
    'first-item': 'Article',
    'first-purchase': 'Premier achat',
    'forecast-error': 'Erreur habituelle',
    'forecast-method': 'Méthode',
    'found-value': 'Retrouvé, au coût',
    'frequency-score': 'Fréquence (1–5)',
    'idle-days': 'Jours sans achat ni vente',
    items: 'Articles',
    'items-share': 'Part des articles',
    'items-without-cost': 'Sans coût',
    'last-purchase': 'Dernier achat',
    'last-sale': 'Dernière vente',
    'lead-median': 'La moitié en (heures)',
    'lead-ninth': '9 sur 10 en (heures)',
    'lead-slowest': 'La plus lente (heures)',
    lift: 'Fois plus souvent que par hasard',
    'lost-value': 'Perdu, au coût',
    'money-score': 'Montant (1–5)',
    'named-orders': 'Achats nominatifs',
    'nameless-orders': 'Achats sans nom',
    'nameless-revenue': 'Chiffre sans nom',
    'net-loss': 'Perte nette, au coût',
    'new-buyers': 'Nouveaux',
    'new-revenue': 'Chiffre des nouveaux',
    'oldest-debt': 'Dette la plus ancienne',
    'on-hand': 'En stock',
    'orders-per-buyer': 'Commandes par client',
    'orders-share': 'Part des commandes',
    owed: 'Dû',
    owed30: '0–30 jours',
    owed60: '31–60 jours',
    owed90: '61–90 jours',
    'owed-over90': 'Plus de 90 jours',
    pace: 'Rythme',
    'recency-score': 'Dernière visite (1–5)',
    'returning-buyers': 'Revenus',
    'returning-revenue': 'Chiffre des clients revenus',
    'returning-share': 'Part revenue',
    'revenue-per-buyer': 'Chiffre par client',
    'second-item': 'Avec',
    segment: 'Groupe',
    'size-below': 'À moins de',
    'size-from': 'De',
    status: 'Statut',
    'stock-reason': 'Motif',
    'stock-value': 'Valeur du stock',
    'stock-value-share': 'Part de la valeur du stock',
    support: 'Part de tous les paniers',
    together: 'Paniers avec les deux',
    'turns-per-year': 'Rotations par an',
    'unit-cost': 'Coût',
    'units-found': 'Unités retrouvées',
    'units-lost': 'Unités perdues',
    'week-before': 'Semaine passée',
    'week-from': 'Semaine du',
    'with-first': 'Des paniers avec le premier',
    'with-second': 'Des paniers avec le second',
  },
  option: {
    'forecast-measure': { label: 'Prévoir', revenue: 'Chiffre', units: 'Unités' },
    'forecast-view': { label: 'Pour', shop: 'Toute la boutique', category: 'Chaque rayon' },
    period: { label: 'Par', month: 'Mois', week: 'Semaine', day: 'Jour' },
    'segment-view': { label: 'Montrer', segments: 'Groupes', customers: 'Clients' },
    'basket-measure': { label: 'Taille en', value: 'Valeur', lines: 'Lignes', units: 'Unités' },
    'least-together': {
      label: 'Ensemble dans au moins',
      '2': '2 paniers',
      '3': '3 paniers',
      '5': '5 paniers',
      '10': '10 paniers',
      '30': '30 paniers',
    },
    'pair-order': { label: 'D’abord', together: 'Le plus souvent ensemble', lift: 'Le plus inhabituel' },
    'stock-by': { label: 'Par', item: 'Article', category: 'Rayon' },
    'idle-days': {
      label: 'Pas vendu depuis',
      '30': '30 jours',
      '60': '60 jours',
      '90': '90 jours',
      '180': '6 mois',
      '365': 'Un an',
    },
    'abc-view': { label: 'Montrer', classes: 'Classes', items: 'Articles' },
  },
  note: {
    'abc-explained':
      'A : les articles qui font les premiers 80 % du chiffre. B : jusqu’à 95 %. C : tous les autres.',
    'basket-spread':
      'En moyenne {{mean}}. La moitié des paniers ne dépasse pas {{median}}, neuf sur dix ne dépassent pas {{ninth}}.',
    'baskets-too-large_one':
      '{{count, number}} panier de plus de 200 articles différents n’est pas compté parmi les paires.',
    'baskets-too-large_other':
      '{{count, number}} paniers de plus de 200 articles différents ne sont pas comptés parmi les paires.',
    'below-zero_one': '{{count, number}} article est au-dessous de zéro et compte pour rien. Comptez-le.',
    'below-zero_other':
      '{{count, number}} articles sont au-dessous de zéro et comptent pour rien. Comptez-les.',
    'buyers-count-once':
      'Chaque client compte une fois par période : les périodes ne s’additionnent donc pas. Nouveau : son tout premier achat tombe dans ces jours.',
    'categories-cut-off_one': 'Seuls les {{shown}} plus grands rayons sont montrés, sur {{count, number}}.',
    'categories-cut-off_other': 'Seuls les {{shown}} plus grands rayons sont montrés, sur {{count, number}}.',
    'categories-too-young_one':
      '{{count, number}} rayon est trop récent pour une prévision et n’est pas montré.',
    'categories-too-young_other':
      '{{count, number}} rayons sont trop récents pour une prévision et ne sont pas montrés.',
    'cohorts-to-end-of-range':
      'Suivis jusqu’à la fin des jours choisis ; le dernier mois n’est peut-être pas fini. Le total porte sur les groupes assez anciens.',
    'cost-from-catalogue_one':
      '{{count, number}} article n’a jamais été reçu avec un coût : celui du catalogue est pris.',
    'cost-from-catalogue_other':
      '{{count, number}} articles n’ont jamais été reçus avec un coût : celui du catalogue est pris.',
    'credit-by-oldest-first':
      'Une dette a l’âge de sa vente ; un règlement paie ce qu’il nomme, puis le plus ancien.',
    'customers-cut-off_one':
      'Les {{shown}} meilleurs de {{count, number}} client sont montrés ; le total porte sur tous.',
    'customers-cut-off_other':
      'Les {{shown}} meilleurs de {{count, number}} clients sont montrés ; le total porte sur tous.',
    'customers-with-name-only': 'Seules comptent ici les ventes au nom d’un client.',
    'dead-stock-explained':
      'En stock et pas vendu depuis {{days}}. Ce qui est arrivé plus tard n’y figure pas.',
    'few-buyers_one': 'Un seul client a acheté ({{count, number}}) : ces groupes disent encore peu.',
    'few-buyers_other': 'Seuls {{count, number}} clients ont acheté : ces groupes disent encore peu.',
    'forecast-explained':
      'D’après les jours jusqu’à hier. Entre « au moins » et « au plus » se trouvaient environ huit semaines essayées sur dix.',
    'forecast-too-little_one':
      'Il y a {{count, number}} jour de ventes. Une prévision utile demande {{needed}} ; d’ici là, aucune n’est montrée.',
    'forecast-too-little_other':
      'Il y a {{count, number}} jours de ventes. Une prévision utile demande {{needed}} ; d’ici là, aucune n’est montrée.',
    'forecast-trials_one':
      'Essayée sur {{count, number}} départ passé : les semaines ont été manquées de {{missed}} en moyenne. L’erreur est {{beside}} fois celle d’une simple répétition de la semaine passée.',
    'forecast-trials_other':
      'Essayée sur {{count, number}} départs passés : les semaines ont été manquées de {{missed}} en moyenne. L’erreur est {{beside}} fois celle d’une simple répétition de la semaine passée.',
    'lead-time-explained':
      'De la commande à sa première mention « livrée ». Les ventes remises au comptoir et l’historique importé n’ont pas ce délai et ne comptent pas.',
    'no-deliveries': 'Aucune commande de ces jours n’a été notée livrée après sa vente.',
    'nameless-sales_one':
      '{{count, number}} vente sans nom de client ({{share}} de toutes) n’est pas comptée parmi les clients.',
    'nameless-sales_other':
      '{{count, number}} ventes sans nom de client ({{share}} de toutes) ne sont pas comptées parmi les clients.',
    'pairs-among_one':
      'Sont comparés les {{compared}} articles présents dans le plus de paniers, sur {{count, number}} vendu.',
    'pairs-among_other':
      'Sont comparés les {{compared}} articles présents dans le plus de paniers, sur {{count, number}} vendus.',
    'pairs-explained_one':
      'Sur {{count, number}} panier. Au-dessus de 1 : plus souvent ensemble que par hasard.',
    'pairs-explained_other':
      'Sur {{count, number}} paniers. Au-dessus de 1 : plus souvent ensemble que par hasard.',
    'segments-explained':
      'Les clients sont comparés entre eux sur les jours choisis : dernière visite, nombre d’achats et montant, chacun de 1 à 5.',
    'shrinkage-explained':
      'Au coût d’aujourd’hui. Reprendre une livraison, ou le stock de départ, n’est ni perdu ni retrouvé.',
    'status-by-order-day':
      'Par jour de commande. Une commande annulée ne rapporte rien ; un panier en attente n’est pas une commande.',
    'turnover-explained':
      'Rythme sur {{days}}. Rapide : tient 30 jours au plus. Régulier : jusqu’à 90. Lent : davantage. Rotations : unités vendues par an sur la moitié du stock de début et de fin.',
    'units-without-cost': '{{units}} n’ont pas de coût : elles comptent en unités, pas en montant.',
    'without-cost_one':
      '{{count, number}} article ({{units}} unités) n’a pas de coût et n’est pas dans la valeur.',
    'without-cost_other':
      '{{count, number}} articles ({{units}} unités) n’ont pas de coût et ne sont pas dans la valeur.',
    'without-cost-short_one': '{{count, number}} article n’a pas de coût et n’est pas dans la valeur.',
    'without-cost-short_other': '{{count, number}} articles n’ont pas de coût et ne sont pas dans la valeur.',
  },
  code: {
    correction: { adjust: 'Correction', waste: 'Perte', count: 'Inventaire' },
    'cost-from': { purchases: 'Livraisons', catalogue: 'Catalogue' },
    'forecast-method': {
      'last-week': 'Comme la semaine passée',
      'weekday-average': 'Moyenne de chaque jour',
      trend: 'Tendance et jours de semaine',
      'last-year': 'Comme l’an passé',
    },
    pace: { fast: 'Rapide', steady: 'Régulier', slow: 'Lent', none: 'Pas vendu' },
    segment: {
      best: 'Meilleurs clients',
      loyal: 'Fidèles',
      new: 'Nouveaux',
      promising: 'Prometteurs',
      occasional: 'Occasionnels',
      slipping: 'S’éloignent',
      'important-lost': 'Bons clients perdus de vue',
      lost: 'Perdus de vue',
    },
    status: {
      pending: 'À confirmer',
      confirmed: 'Confirmée',
      processing: 'En préparation',
      shipped: 'Expédiée',
      delivered: 'Livrée',
      cancelled: 'Annulée',
    },
    'stock-reason': {
      damaged: 'abîmé',
      theft: 'vol',
      found: 'retrouvé',
      correction: 'rectification',
      other: 'autre',
      expired: 'périmé',
      broken: 'cassé',
      lost: 'perdu en route',
      'own-use': 'usage interne',
      undo: 'annulation',
    },
  },
} as const satisfies Translation<typeof source>
