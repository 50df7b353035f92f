/** What a receipt printer makes of the bytes it is sent; throws for a byte that is neither a known command nor a character. */
export interface PrintedSlip {
  readonly rows: readonly string[]
  readonly codes: readonly string[]
  readonly isCut: boolean
  readonly drawerKicks: number
}

const CODE_PAGE_858 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈ€ÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00AD±‗¾¶§÷¸°¨·¹³²■\u00A0'
const COMMANDS: readonly (readonly number[])[] = [
  [0x1b, 0x40],
  [0x1c, 0x2e],
  [0x1b, 0x74, 19],
  [0x1b, 0x45, 0],
  [0x1b, 0x45, 1],
  [0x1d, 0x21, 0],
  [0x1d, 0x21, 1],
  [0x1b, 0x61, 0],
  [0x1b, 0x61, 1],
  [0x1d, 0x68, 64],
  [0x1d, 0x77, 2],
  [0x1d, 0x48, 2],
  [0x1b, 0x64, 4],
]
const CUT = [0x1d, 0x56, 66, 0]
const KICK = [0x1b, 0x70, 0, 25, 250]

export function readEscPos(bytes: Uint8Array): PrintedSlip {
  const rows: string[] = []
  const codes: string[] = []
  let isCut = false
  let drawerKicks = 0
  let current = ''
  const startsWith = (command: readonly number[], at: number) =>
    command.every((byte, index) => bytes[at + index] === byte)
  for (let at = 0; at < bytes.length; ) {
    const byte = bytes[at] ?? 0
    const command = COMMANDS.find((one) => startsWith(one, at))
    if (byte === 0x0a) {
      rows.push(current)
      current = ''
      at += 1
    } else if (command) at += command.length
    else if (startsWith(CUT, at)) {
      isCut = true
      at += CUT.length
    } else if (startsWith(KICK, at)) {
      drawerKicks += 1
      at += KICK.length
    } else if (startsWith([0x1d, 0x6b, 73], at)) {
      const length = bytes[at + 3] ?? 0
      codes.push(String.fromCharCode(...bytes.subarray(at + 4, at + 4 + length)))
      at += 4 + length
    } else {
      current += characterOf(byte, at)
      at += 1
    }
  }
  if (current !== '') throw new Error(`A row without an end: ${current}`)
  return { rows, codes, isCut, drawerKicks }
}

function characterOf(byte: number, at: number): string {
  if (byte >= 0x20 && byte < 0x7f) return String.fromCharCode(byte)
  const character = byte >= 0x80 ? CODE_PAGE_858[byte - 0x80] : undefined
  if (character === undefined) throw new Error(`Byte ${byte} at ${at} is no command and no character`)
  return character
}
