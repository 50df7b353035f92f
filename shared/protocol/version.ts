/**
 * Version of the wire. Raise it when a message changes shape, and say here what changed.
 * 1 first version.
 * 2 work is carried by file (`POST /sync/carry`, `tokens.carryKey`, `base` in a conflict); every request names its protocol.
 * 3 documents say what a price is for (`pricePer`, `unit`), and settings know scale labels and favourites.
 * 4 orders to suppliers: `stockMovements` have `details` and the kind `purchase-order`, `settings` the kind `supplier`.
 * 5 `POST /sync/digest` compares revisions too, when it is asked to (`revisions`).
 * 6 price lists and promotions: `settings` give them a shape, lines of `orders` name them, `customers` have a list.
 * 7 lots, expiry days and serial numbers: `products` say how they are told apart, lines and stock postings name them.
 *   saved reports: `settings` give `report` a shape; tasks of the kind `scheduled-report` hold figures.
 *   counts by several people: `stockMovements` have the kinds `count-session` and `count-page`.
 *   bundles: variants of `products` and lines of `orders` name components.
 */
export const PROTOCOL_VERSION = 7

/** The header in which a program names its protocol. Without it a request is taken for one of the first version. */
export const PROTOCOL_HEADER = 'x-comptoir-protocol'

/** Oldest client the server still talks to; older ones are told kindly to update and keep their pending work. */
export const OLDEST_CLIENT_PROTOCOL = 1
