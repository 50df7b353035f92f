/** What other screens may use of the counter. */
export { ArticleSearch } from './article-search.tsx'
export { VariantPrice } from './variant-price.tsx'
