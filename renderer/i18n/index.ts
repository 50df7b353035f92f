import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import type { Locale } from './locale.ts'
import { auth as enAuth } from './locales/en/auth.ts'
import { bundles as enBundles } from './locales/en/bundles.ts'
import { carry as enCarry } from './locales/en/carry.ts'
import { common as enCommon } from './locales/en/common.ts'
import { counter as enCounter } from './locales/en/counter.ts'
import { counts as enCounts } from './locales/en/counts.ts'
import { customers as enCustomers } from './locales/en/customers.ts'
import { dashboard as enDashboard } from './locales/en/dashboard.ts'
import { errors as enErrors } from './locales/en/errors.ts'
import { history as enHistory } from './locales/en/history.ts'
import { insightReports as enInsightReports } from './locales/en/insight-reports.ts'
import { labels as enLabels } from './locales/en/labels.ts'
import { lots as enLots } from './locales/en/lots.ts'
import { mobileMoney as enMobileMoney } from './locales/en/mobile-money.ts'
import { offers as enOffers } from './locales/en/offers.ts'
import { orders as enOrders } from './locales/en/orders.ts'
import { printing as enPrinting } from './locales/en/printing.ts'
import { products as enProducts } from './locales/en/products.ts'
import { purchases as enPurchases } from './locales/en/purchases.ts'
import { reportBuilder as enReportBuilder } from './locales/en/report-builder.ts'
import { reports as enReports } from './locales/en/reports.ts'
import { returns as enReturns } from './locales/en/returns.ts'
import { salesReports as enSalesReports } from './locales/en/sales-reports.ts'
import { settings as enSettings } from './locales/en/settings.ts'
import { stock as enStock } from './locales/en/stock.ts'
import { sync as enSync } from './locales/en/sync.ts'
import { till as enTill } from './locales/en/till.ts'
import { transfers as enTransfers } from './locales/en/transfers.ts'
import { auth as frAuth } from './locales/fr/auth.ts'
import { bundles as frBundles } from './locales/fr/bundles.ts'
import { carry as frCarry } from './locales/fr/carry.ts'
import { common as frCommon } from './locales/fr/common.ts'
import { counter as frCounter } from './locales/fr/counter.ts'
import { counts as frCounts } from './locales/fr/counts.ts'
import { customers as frCustomers } from './locales/fr/customers.ts'
import { dashboard as frDashboard } from './locales/fr/dashboard.ts'
import { errors as frErrors } from './locales/fr/errors.ts'
import { history as frHistory } from './locales/fr/history.ts'
import { insightReports as frInsightReports } from './locales/fr/insight-reports.ts'
import { labels as frLabels } from './locales/fr/labels.ts'
import { lots as frLots } from './locales/fr/lots.ts'
import { mobileMoney as frMobileMoney } from './locales/fr/mobile-money.ts'
import { offers as frOffers } from './locales/fr/offers.ts'
import { orders as frOrders } from './locales/fr/orders.ts'
import { printing as frPrinting } from './locales/fr/printing.ts'
import { products as frProducts } from './locales/fr/products.ts'
import { purchases as frPurchases } from './locales/fr/purchases.ts'
import { reportBuilder as frReportBuilder } from './locales/fr/report-builder.ts'
import { reports as frReports } from './locales/fr/reports.ts'
import { returns as frReturns } from './locales/fr/returns.ts'
import { salesReports as frSalesReports } from './locales/fr/sales-reports.ts'
import { settings as frSettings } from './locales/fr/settings.ts'
import { stock as frStock } from './locales/fr/stock.ts'
import { sync as frSync } from './locales/fr/sync.ts'
import { till as frTill } from './locales/fr/till.ts'
import { transfers as frTransfers } from './locales/fr/transfers.ts'
import { withManyForms } from './plural-forms.ts'

const en = {
  common: enCommon,
  auth: enAuth,
  counter: enCounter,
  till: enTill,
  products: enProducts,
  stock: enStock,
  purchases: enPurchases,
  transfers: enTransfers,
  offers: enOffers,
  orders: enOrders,
  returns: enReturns,
  history: enHistory,
  counts: enCounts,
  customers: enCustomers,
  dashboard: enDashboard,
  sync: enSync,
  bundles: enBundles,
  carry: enCarry,
  printing: enPrinting,
  labels: enLabels,
  lots: enLots,
  mobileMoney: enMobileMoney,
  reports: enReports,
  reportBuilder: enReportBuilder,
  salesReports: enSalesReports,
  insightReports: enInsightReports,
  settings: enSettings,
  errors: enErrors,
}

const fr = {
  common: frCommon,
  auth: frAuth,
  counter: frCounter,
  till: frTill,
  products: frProducts,
  stock: frStock,
  purchases: frPurchases,
  transfers: frTransfers,
  offers: frOffers,
  orders: frOrders,
  returns: frReturns,
  history: frHistory,
  counts: frCounts,
  customers: frCustomers,
  dashboard: frDashboard,
  sync: frSync,
  bundles: frBundles,
  carry: frCarry,
  printing: frPrinting,
  labels: frLabels,
  lots: frLots,
  mobileMoney: frMobileMoney,
  reports: frReports,
  reportBuilder: frReportBuilder,
  salesReports: frSalesReports,
  insightReports: frInsightReports,
  settings: frSettings,
  errors: frErrors,
}

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common'
    resources: typeof en
  }
}

export const i18n = i18next

// Every text is in the bundle, so starting is synchronous and no screen can appear without its words.
void i18n.use(initReactI18next).init({
  lng: 'fr' satisfies Locale,
  fallbackLng: 'en' satisfies Locale,
  supportedLngs: ['fr', 'en'],
  ns: Object.keys(en),
  defaultNS: 'common',
  resources: { en, fr: withManyForms(fr) },
  initAsync: false,
  interpolation: { escapeValue: false }, // React escapes what it renders
  react: { useSuspense: false },
})
