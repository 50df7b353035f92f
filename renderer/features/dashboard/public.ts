/** What other screens may use of the dashboard: amounts in files are written alike. */
export { plainAmount } from './report-file.ts'
