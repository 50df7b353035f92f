export const bundles = {
  title: 'Bundle',
  titleOf: 'Bundle: {{variant}}',
  several: 'Bundles among these variants',
  hint: 'To sell several articles together at one price, add here what the bundle holds.',
  effect:
    'When it is sold, these articles leave the stock. The bundle has no stock of its own, and its cost is the sum of theirs.',
  list: 'What the bundle holds',
  quantityOf: 'Quantity in the bundle, {{name}}',
  remove: 'Take {{name}} out of the bundle',
  search: 'Scan or search an article to put in the bundle',
  found: 'Articles found',
  already: '{{name}} is in this bundle already, or is the bundle itself. Change its quantity.',
  isBundle: '{{name}} is a bundle: a bundle holds no other one. Add the articles it is made of.',
  isBundleShort: '{{name}} (bundle)',
  unknown: 'No article, or several, answer to “{{text}}”. Choose from the list.',
  onlyPieces: 'A bundle is sold by the piece. Choose the unit “piece”, or take out what the bundle holds.',
} as const
