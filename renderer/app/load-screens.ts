/*
 * Each screen is a part of the bundle of its own, so that the counter opens without loading charts. The counter is fetched
 * while somebody types the PIN.
 */
export const loadCounter = async () => ({
  default: (await import('../features/counter/screen.tsx')).CounterScreen,
})
export const loadTill = async () => ({ default: (await import('../features/till/screen.tsx')).TillScreen })
export const loadProducts = async () => ({
  default: (await import('../features/products/screen.tsx')).ProductsScreen,
})
export const loadOffers = async () => ({
  default: (await import('../features/offers/screen.tsx')).OffersScreen,
})
export const loadStock = async () => ({ default: (await import('../features/stock/screen.tsx')).StockScreen })
export const loadOrders = async () => ({
  default: (await import('../features/orders/screen.tsx')).OrdersScreen,
})
export const loadCustomers = async () => ({
  default: (await import('../features/customers/screen.tsx')).CustomersScreen,
})
export const loadDashboard = async () => ({
  default: (await import('../features/dashboard/screen.tsx')).DashboardScreen,
})
export const loadReports = async () => ({
  default: (await import('../features/reports/screen.tsx')).ReportsScreen,
})
export const loadSync = async () => ({ default: (await import('../features/sync/screen.tsx')).SyncScreen })
