/* EAN-13 (ISO/IEC 15420). BARCODE-3: 95 modules; the first digit is told by how the next six are written. */

const LEFT_ODD = ['3211', '2221', '2122', '1411', '1132', '1231', '1114', '1312', '1213', '3112'] as const
const PARITY = [
  'OOOOOO',
  'OOEOEE',
  'OOEEOE',
  'OOEEEO',
  'OEOOEE',
  'OEEOOE',
  'OEEEOO',
  'OEOEOE',
  'OEOEEO',
  'OEEOEO',
] as const

/** The digit that makes a number of twelve digits complete. */
export function ean13CheckDigit(twelve: string): number {
  const sum = [...twelve].reduce(
    (total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 3),
    0,
  )
  return (10 - (sum % 10)) % 10
}

/** Thirteen digits with the right check digit; a UPC-A of twelve is one with a zero before it. Null for anything else. */
export function toEan13(code: string): string | null {
  const digits = /^\d{12}$/.test(code) ? `0${code}` : code
  if (!/^\d{13}$/.test(digits)) return null
  return ean13CheckDigit(digits.slice(0, 12)) === Number(digits[12]) ? digits : null
}

/** Widths of bars and spaces in modules, bar first. `digits` is what `toEan13` made. */
export function ean13Modules(digits: string): number[] {
  const [first = 0, ...rest] = [...digits].map(Number)
  const parity = PARITY[first] ?? PARITY[0]
  const left = rest.slice(0, 6).map((digit, index) => leftWidths(digit, parity[index] === 'E'))
  // On the right the same widths begin with a bar.
  const right = rest.slice(6).map((digit) => LEFT_ODD[digit] ?? '')
  return [...['111', ...left, '11111', ...right, '111'].join('')].map(Number)
}

/** Even digits are the odd ones seen in a mirror. */
function leftWidths(digit: number, isEven: boolean): string {
  const widths = LEFT_ODD[digit] ?? ''
  return isEven ? [...widths].reverse().join('') : widths
}
