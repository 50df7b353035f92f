/**
 * `npm run import:online-retail -- FILE`: loads UCI Online Retail (`.csv` or `.csv.gz`) as a shop's past sales through the import and
 * push code that devices use, then compares the product's own reports with the control totals beside the file.
 */

import { readImportArguments, USAGE } from './online-retail/arguments.ts'
import { runImport } from './online-retail/run-import.ts'

const asked = readImportArguments(process.argv.slice(2))
if (!asked.ok) {
  console.error(`${asked.error}\n\n${USAGE}`)
  process.exit(2)
}
if (asked.value.help) {
  console.log(USAGE)
  process.exit(0)
}
process.exitCode = await runImport(asked.value, {
  say: (line) => console.log(line),
  progress: (line) => process.stderr.write(process.stderr.isTTY ? `\r\u001B[K${line}` : `${line}\n`),
})
