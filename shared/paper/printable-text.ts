/*
 * Receipt printers have 256 characters. In code page 858 these are ASCII, the letters of Western Europe and the euro; what is
 * not among them is written as what a reader takes for the same.
 */

/** Characters 0x80 to 0xFF of code page 858, in order. U+00AD stands at its own place and is never written. */
const UPPER_HALF =
  'ÇüéâäàåçêëèïîìÄÅ' +
  'ÉæÆôöòûùÿÖÜø£Ø×ƒ' +
  'áíóúñÑªº¿®¬½¼¡«»' +
  '░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐' +
  '└┴┬├─┼ãÃ╚╔╩╦╠═╬¤' +
  'ðÐÊËÈ€ÍÎÏ┘┌█▄¦Ì▀' +
  'ÓßÔÒõÕµþÞÚÛÙýÝ¯´' +
  '\u00AD±‗¾¶§÷¸°¨·¹³²■\u00A0'

const byteByCharacter = new Map([...UPPER_HALF].map((character, index) => [character, 0x80 + index]))
for (let byte = 0x20; byte < 0x7f; byte++) byteByCharacter.set(String.fromCharCode(byte), byte)
// A no-break space looks like a space, and cheap printers have something else in its place.
byteByCharacter.delete('\u00A0')
byteByCharacter.delete('\u00AD')

const REPLACEMENTS: Readonly<Record<string, string>> = {
  œ: 'oe',
  Œ: 'OE',
  '‘': "'",
  '’': "'",
  '‚': ',',
  '“': '"',
  '”': '"',
  '„': '"',
  '‹': '<',
  '›': '>',
  '–': '-',
  '—': '-',
  '‐': '-',
  '‑': '-',
  '−': '-',
  '…': '...',
  '•': '·',
  '→': '->',
  '™': 'TM',
  ŋ: 'n',
  Ŋ: 'N',
  ɓ: 'b',
  Ɓ: 'B',
  ɗ: 'd',
  Ɗ: 'D',
  ƴ: 'y',
  Ƴ: 'Y',
  ɲ: 'ñ',
  Ɲ: 'Ñ',
  ł: 'l',
  Ł: 'L',
  ı: 'i',
}

/** The same text in characters that the printer has, each one column wide. No control character is left: none can be a command. */
export function toPrintable(text: string): string {
  return [...text.normalize('NFC')].map(printable).join('')
}

function printable(character: string): string {
  if (byteByCharacter.has(character)) return character
  const replacement = REPLACEMENTS[character]
  if (replacement !== undefined) return replacement
  // What nobody sees takes no column.
  if (/[\p{Cf}\p{M}]/u.test(character)) return ''
  if (/\s/u.test(character)) return ' '
  if (/\p{Cc}/u.test(character)) return ''
  const letters = [...character.normalize('NFKD')].filter((part) => byteByCharacter.has(part))
  return letters.length > 0 ? letters.join('') : '?'
}

/** The bytes of a text that `toPrintable` made. */
export const toBytes = (text: string): number[] =>
  [...text].map((character) => byteByCharacter.get(character) ?? 0x3f)
