/**
 * The condition for a shop's orders beyond a place in its sequence; `documents` is how the statement calls the table. The index
 * of pages is by the bytes of the collection's name and is used only when it is asked for like that.
 */
export const ordersAfter = (documents: string, seq: string): string =>
  `${documents}.collection = 'orders' and ${documents}.collection collate "C" = 'orders' and ${documents}.seq > ${seq}`
