import type { Translation } from '../../translation.ts'
import type { returns as source } from '../en/returns.ts'

export const returns = {
  action: 'Retour ou échange',
  forbidden: 'Reprendre des articles demande un droit que vous n’avez pas : voyez un responsable.',
  find: {
    title: 'De quelle vente viennent les articles ?',
    how: 'Scannez le ticket ou un article, ou tapez un numéro de ticket, un client ou un article. Les ventes de toutes les caisses comptent.',
    text: 'Numéro de ticket, client ou article',
    day: 'Jour de la vente',
    list: 'Ventes trouvées',
    none: 'Aucune vente ne correspond.',
    noneHow:
      'Essayez un autre mot ou un autre jour. Une vente d’une autre caisse est ici dès que les deux caisses ont été connectées.',
    start: 'Scannez le ticket, ou tapez ce que l’on sait de la vente.',
    allBack: 'Tout est déjà rendu',
    back: 'Retour',
  },
  line: {
    fate: 'Ce qu’il devient : {{name}}',
    same: 'Devient : comme plus bas',
    reason: 'Raison : {{name}}',
    reasonHint: 'Raison, si elle est différente',
  },
  refund: {
    referenceNeeded:
      'Saisissez la référence de la transaction : sans elle, personne ne peut suivre l’argent.',
  },
  exchange: {
    start: 'Échanger contre d’autres articles',
    notice: 'Échange de {{number}}',
    lines_one: '{{shown}} article revient',
    lines_other: '{{shown}} articles reviennent',
    credit: 'Articles rendus',
    goods: 'Nouveaux articles',
    giveBack: 'À rendre',
    drop: 'Renoncer à l’échange',
    dropped: 'Échange abandonné. Rien n’est revenu, les nouveaux articles restent au panier.',
    question: '{{credit}} d’articles rendus de {{number}} paient cette vente. {{end}}',
    pays: 'Le client paie {{due}}.',
    even: 'Personne ne doit rien.',
    gets: 'Le client reçoit {{paidOut}} : {{method}}.',
    reference: 'Échange {{number}}',
    holdFirst:
      'Un panier avec un échange ne peut pas être gardé. Terminez la vente, ou renoncez d’abord à l’échange.',
    notPossible:
      'Les articles de l’échange ne peuvent plus revenir. Rien n’a été vendu, le panier est intact.',
    notRecorded: 'La vente est enregistrée, le retour de {{number}} ne l’est pas.',
    notRecordedHow:
      'Ouvrez {{number}} et reprenez-y les articles : moyen « Autre », {{amount}}, référence {{sale}}.',
    done: 'Le retour de {{number}} est enregistré aussi.',
    given: 'Rendre ({{method}})',
    slip: 'Bon de retour',
  },
} as const satisfies Translation<typeof source>
