/*
 * Code 128 (ISO/IEC 15417). BARCODE-1: widths alternate bar and space, a character is 11 modules wide and its bars are an even
 * number of them; BARCODE-2: the check character is the weighted sum of the others modulo 103.
 */

/** Widths of the characters 0 to 105 and of the stop, bar first. */
const WIDTHS =
  '212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222 123122 123221 ' +
  '223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321 232121 111323 131123 131321 ' +
  '112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121 313121 211331 231131 213113 213311 213131 ' +
  '311123 311321 331121 312113 312311 332111 314111 221411 431111 111224 111422 121124 121421 141122 141221 112214 112412 122114 ' +
  '122411 142112 142211 241211 221114 413111 241112 134111 111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 ' +
  '214121 412121 111143 111341 131141 114113 114311 411113 411311 113141 114131 311141 411131 211412 211214 211232 2331112'

export const CODE128_WIDTHS: readonly string[] = WIDTHS.split(' ')

const START_B = 104
const START_C = 105
const STOP = 106
const CHECK_MODULUS = 103

/** Longer ones no shelf label and no receipt has room for. */
const LONGEST = 48

/** Whether set B can write it: printable ASCII. */
export const isCode128Text = (text: string): boolean =>
  text.length > 0 && text.length <= LONGEST && /^[ -~]+$/.test(text)

/** Set C holds two digits a character: pure runs of them come out half as wide. */
const setFor = (text: string): 'B' | 'C' => (/^(\d\d)+$/.test(text) ? 'C' : 'B')

/** Widths of bars and spaces in modules, bar first. The text must be one that `isCode128Text` accepts. */
export function code128Modules(text: string, set: 'B' | 'C' = setFor(text)): number[] {
  const values = code128Values(text, set)
  return values.flatMap((value) => [...(CODE128_WIDTHS[value] ?? '')].map(Number))
}

/** The characters as numbers, from start to stop, the check character among them. */
export function code128Values(text: string, set: 'B' | 'C' = setFor(text)): number[] {
  const start = set === 'C' ? START_C : START_B
  const data = set === 'C' ? pairsOf(text) : [...text].map((character) => character.charCodeAt(0) - 32)
  const weighted = data.reduce((sum, value, index) => sum + value * (index + 1), start)
  return [start, ...data, weighted % CHECK_MODULUS, STOP]
}

const pairsOf = (digits: string): number[] =>
  (digits.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 10))
