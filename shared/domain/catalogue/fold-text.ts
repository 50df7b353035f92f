/** Letters that Unicode does not take apart, as people type them on a keyboard that lacks them. */
const SPELLED: Readonly<Record<string, string>> = {
  œ: 'oe',
  æ: 'ae',
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ı: 'i',
  '’': "'",
  '‘': "'",
  ʼ: "'",
}

/** Shortest text that is never cut: the bound of the shorter of the two stored keys. */
const UNCUT = 200

/**
 * Text as it is searched and sorted: lower case, accents off, ligatures spelled out, spaces squeezed.
 * Folding twice changes nothing. Never longer than the longer of `text` and 200 characters, so that the key of a name
 * that fits its field fits its own field too.
 */
export function foldText(text: string): string {
  const plain = text
    .toLowerCase()
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[œæßøłđı’‘ʼ]/g, (letter) => SPELLED[letter] ?? letter)
    .replace(/[\s\p{Z}\p{Cc}\p{Cs}]+/gu, ' ')
    .trim()
  const room = Math.max(text.length, UNCUT)
  if (plain.length <= room) return plain
  // A cut through a surrogate pair would leave a half that PostgreSQL refuses.
  return plain
    .slice(0, room)
    .replace(/\p{Cs}$/u, '')
    .trim()
}
