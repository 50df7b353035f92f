import { type CsvRow, plainCell, type RejectedRow, readCsv, safeCell, writeCsv } from '@shared/import/csv.ts'
import { decodeText } from '@shared/import/decode-text.ts'
import { describe, expect, test } from 'vitest'

function read(text: string) {
  const rows: CsvRow[] = []
  const rejected: RejectedRow[] = []
  const result = readCsv(text, { onRow: (row) => rows.push(row), onReject: (row) => rejected.push(row) })
  return { result, rows, rejected }
}

const utf8 = (text: string) => new TextEncoder().encode(text)

describe('reading the bytes of a file', () => {
  test('UTF-8 with and without a byte order mark reads alike', () => {
    for (const bytes of [utf8('Café;Thé'), utf8('\uFEFFCafé;Thé')]) {
      const decoded = decodeText(bytes)
      expect(decoded).toMatchObject({ ok: true, value: { text: 'Café;Thé', encoding: 'utf-8', damaged: 0 } })
    }
  })

  test('what a French spreadsheet writes (Windows-1252) keeps its accents and its euro sign', () => {
    const bytes = Uint8Array.from([0x43, 0x61, 0x66, 0xe9, 0x3b, 0x80, 0x20, 0x9c])
    expect(decodeText(bytes)).toMatchObject({
      ok: true,
      value: { text: 'Café;€ œ', encoding: 'windows-1252' },
    })
  })

  test('UTF-16 is recognised with and without its mark', () => {
    const bare = Uint8Array.from([...'Nom;Prix\nRiz;500'].flatMap((c) => [c.charCodeAt(0), 0]))
    const marked = Uint8Array.from([0xff, 0xfe, ...bare])
    for (const bytes of [bare, marked])
      expect(decodeText(bytes)).toMatchObject({ ok: true, value: { text: 'Nom;Prix\nRiz;500' } })
  })

  test('a mostly right UTF-8 file with one damaged character stays UTF-8 and says so', () => {
    const bytes = utf8(`${'été à Dakar\n'.repeat(20)}X`)
    const cut = Uint8Array.from([...bytes, 0xc3])
    expect(decodeText(cut)).toMatchObject({ ok: true, value: { encoding: 'utf-8', damaged: 1 } })
  })

  test.each([
    ['a spreadsheet', [0x50, 0x4b, 0x03, 0x04, 1, 2], 'spreadsheet'],
    ['a PDF', [0x25, 0x50, 0x44, 0x46, 0x2d], 'pdf'],
    ['a program', [0x7f, 0x45, 0x00, 0x00, 0x01, 0x00], 'binary'],
  ])('%s is named for what it is', (_, bytes, looksLike) => {
    expect(decodeText(Uint8Array.from(bytes))).toEqual({ ok: false, error: { type: 'NotText', looksLike } })
  })

  test('an empty file, or one of blanks, is said to be empty', () => {
    for (const bytes of [new Uint8Array(), utf8('  \n \n')])
      expect(decodeText(bytes)).toEqual({ ok: false, error: { type: 'EmptyFile' } })
  })
})

describe('reading rows', () => {
  test.each([',', ';', '\t', '|'])('finds the delimiter %j', (delimiter) => {
    const text = [`name${delimiter}price`, `Riz${delimiter}500`, `Thé${delimiter}250`].join('\r\n')
    const { result, rows } = read(text)
    expect(result).toMatchObject({ ok: true, value: { delimiter, names: ['name', 'price'] } })
    expect(rows.map((row) => row.cells)).toEqual([
      ['Riz', '500'],
      ['Thé', '250'],
    ])
  })

  test('a decimal comma does not make a semicolon file a comma file', () => {
    expect(read('nom;prix\nRiz;1,50\nThé;2,75').result).toMatchObject({ value: { delimiter: ';' } })
  })

  test('rows are numbered as a spreadsheet shows them, over empty lines and line breaks in quotes', () => {
    const { rows } = read('a,b\n1,"x\ny"\n\n2,z\n')
    expect(rows).toEqual([
      { number: 2, cells: ['1', 'x\ny'] },
      { number: 4, cells: ['2', 'z'] },
    ])
  })

  test('a quote that never closes costs its own line, and the lines after it still go in', () => {
    const { rows, rejected } = read('a,b\n1,x\n2,"open\n3,y\n4,z\n')
    expect(rejected).toEqual([{ number: 3, cells: ['2', '"open'], problem: { code: 'UnclosedQuote' } }])
    expect(rows.map((row) => row.number)).toEqual([2, 4, 5])
  })

  test('rows with too many cells, far too few, or damaged text are named with their reason', () => {
    const { rows, rejected } = read('a,b,c,d\n1,2,3,4,5\n1\n1,2,3\n1,\uFFFD,3,4\n')
    expect(rejected.map(({ number, problem }) => [number, problem.code])).toEqual([
      [2, 'WrongColumnCount'],
      [3, 'WrongColumnCount'],
      [5, 'DamagedText'],
    ])
    expect(rows.map((row) => row.number)).toEqual([4])
  })

  test('a file without rows, and one with a monstrous header, are refused whole', () => {
    expect(read('a,b\n').result).toEqual({ ok: false, error: { type: 'NoRows' } })
    const header = Array.from({ length: 600 }, (_, i) => `c${i}`).join(',')
    expect(read(`${header}\n1\n`).result).toMatchObject({ ok: false, error: { type: 'TooManyColumns' } })
  })
})

describe('writing', () => {
  test('text that a spreadsheet would run is disarmed, numbers stay numbers, and reading takes the guard off', () => {
    for (const text of ['=1+1', '+A1', '-cmd', '@x']) {
      expect(safeCell(text)).toBe(`'${text}`)
      expect(plainCell(safeCell(text))).toBe(text)
    }
    for (const text of ['-12', '-1,5', '12.50', "l'eau", 'Riz']) expect(safeCell(text)).toBe(text)
  })

  test('what is written reads back', () => {
    const cells = ['Thé "vert"; 1 kg', 'a\nb', '=SUM(1)', '']
    const decoded = decodeText(utf8(writeCsv(['a', 'b', 'c', 'd'], [cells])))
    const { rows } = read(decoded.ok ? decoded.value.text : '')
    expect(rows[0]?.cells.map(plainCell)).toEqual(cells)
  })
})
