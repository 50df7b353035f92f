import type { Translation } from '../../translation.ts'
import type { labels as source } from '../en/labels.ts'

export const labels = {
  open: 'Étiquettes',
  openCount: 'Étiquettes ({{count}})',
  title: 'Imprimer des étiquettes',
  how: 'Planches d’étiquettes autocollantes, A4. Imprimez à 100 %, sans marges.',
  size: 'Planche',
  sizes: { '3x8': '3 × 8', '4x10': '4 × 10' },
  skip: 'Étiquettes déjà prises',
  copies: 'Étiquettes par article',
  copiesOf: 'Étiquettes de {{name}}',
  article: 'Article',
  howMany: 'Étiquettes',
  noCode: 'Ni code-barres ni référence : l’étiquette n’en porte pas.',
  noBars: 'Ce code ne s’écrit pas en barres : il figure en texte.',
  tooWide:
    'Ce code est trop long pour cette étiquette : il figure en texte. Prenez une étiquette plus grande.',
  tooMany: 'Au plus {{most}} étiquettes à la fois. Imprimez en plusieurs fois.',
  preview: 'Aperçu des planches',
  sheets: 'Planches d’étiquettes',
  labelCount_one: '{{count}} étiquette',
  labelCount_other: '{{count}} étiquettes',
  sheetCount_one: '{{count}} planche',
  sheetCount_other: '{{count}} planches',
  file: 'etiquettes',
  close: 'Fermer',
  choose: 'Choisir {{name}} pour des étiquettes',
  column: 'Choisi',
} satisfies Translation<typeof source>
