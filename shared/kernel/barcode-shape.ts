/**
 * Whether digits typed as a quantity can hardly be anything but a scanned barcode: as long as UPC-A, EAN-13 and GTIN-14 are, which
 * no quantity is, or as long as EAN-8 and with its check digit.
 */
export function looksLikeBarcode(text: string): boolean {
  const digits = text.trim()
  return /^\d{12,14}$/.test(digits) || (/^\d{8}$/.test(digits) && hasCheckDigit(digits))
}

/** From the last digit on, which is the check digit, weights are 1, 3, 1, 3 … */
function hasCheckDigit(digits: string): boolean {
  const weighted = [...digits].reverse().map((digit, at) => Number(digit) * (at % 2 === 0 ? 1 : 3))
  return weighted.reduce((sum, one) => sum + one, 0) % 10 === 0
}
