import type { Translation } from '../../translation.ts'
import type { bundles as source } from '../en/bundles.ts'

export const bundles = {
  title: 'Pack',
  titleOf: 'Pack : {{variant}}',
  several: 'Packs parmi ces variantes',
  hint: 'Pour vendre plusieurs articles ensemble sous un seul prix, ajoutez ici ce que le pack contient.',
  effect:
    'À la vente, ce sont ces articles qui sortent du stock. Le pack n’a pas de stock à lui, et son prix d’achat est la somme des leurs.',
  list: 'Contenu du pack',
  quantityOf: 'Quantité dans le pack, {{name}}',
  remove: 'Retirer {{name}} du pack',
  search: 'Scanner ou chercher un article à mettre dans le pack',
  found: 'Articles trouvés',
  already: '{{name}} est déjà dans ce pack, ou c’est le pack lui-même. Changez sa quantité.',
  isBundle:
    '{{name}} est un pack : un pack n’en contient pas d’autre. Ajoutez les articles qui le composent.',
  isBundleShort: '{{name}} (pack)',
  unknown: 'Aucun article, ou plusieurs, répondent à « {{text}} ». Choisissez dans la liste.',
  onlyPieces: 'Un pack se vend à la pièce. Choisissez l’unité « pièce », ou retirez ce que le pack contient.',
} as const satisfies Translation<typeof source>
