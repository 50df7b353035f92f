export { createShop } from '../../sync-server/accounts/create-shop.ts'
export { createServer } from '../../sync-server/server.ts'
