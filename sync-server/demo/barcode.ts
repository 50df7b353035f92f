/** Prefix of barcodes given out in Senegal. Source: GS1. */
const SENEGAL = '604'

/** The nth valid EAN-13 of the demo shop: twelve digits and the digit that proves them. */
export function demoBarcode(index: number): string {
  const body = SENEGAL + String(100_000_000 + index * 37).slice(0, 9)
  const sum = [...body].reduce((total, digit, i) => total + Number(digit) * (i % 2 === 0 ? 1 : 3), 0)
  return body + String((10 - (sum % 10)) % 10)
}
