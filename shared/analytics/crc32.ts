/** CRC-32 (ISO 3309, reflected polynomial 0xEDB88320), four bytes a step: snapshots are tens of megabytes. */
const TABLES = buildTables()

function buildTables(): readonly Uint32Array[] {
  const tables = [0, 1, 2, 3].map(() => new Uint32Array(256))
  const [first] = tables as [Uint32Array] // four were just made
  for (let byte = 0; byte < 256; byte++) {
    let crc = byte
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb8_8320 : crc >>> 1
    first[byte] = crc >>> 0
  }
  for (let byte = 0; byte < 256; byte++) {
    let crc = first[byte] ?? 0
    for (const table of tables.slice(1)) {
      crc = ((crc >>> 8) ^ (first[crc & 255] ?? 0)) >>> 0
      table[byte] = crc
    }
  }
  return tables
}

/** The checksum of the bytes as an unsigned 32-bit number. */
export function crc32(bytes: Uint8Array): number {
  const [t0, t1, t2, t3] = TABLES as [Uint32Array, Uint32Array, Uint32Array, Uint32Array] // four were built
  let crc = 0xffff_ffff
  let at = 0
  const fours = bytes.length - (bytes.length % 4)
  for (; at < fours; at += 4) {
    crc ^=
      (bytes[at] ?? 0) |
      ((bytes[at + 1] ?? 0) << 8) |
      ((bytes[at + 2] ?? 0) << 16) |
      ((bytes[at + 3] ?? 0) << 24)
    crc =
      (t3[crc & 255] ?? 0) ^
      (t2[(crc >>> 8) & 255] ?? 0) ^
      (t1[(crc >>> 16) & 255] ?? 0) ^
      (t0[crc >>> 24] ?? 0)
  }
  for (; at < bytes.length; at++) crc = (t0[(crc ^ (bytes[at] ?? 0)) & 255] ?? 0) ^ (crc >>> 8)
  return (crc ^ 0xffff_ffff) >>> 0
}
