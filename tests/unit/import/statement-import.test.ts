import { readStatement, type Statement } from '@shared/import/statement-import.ts'
import { describe, expect, test } from 'vitest'
import { mustBeOk } from '../shared/builders.ts'

const read = (text: string | Uint8Array, fileName = 'releve.csv'): Statement =>
  mustBeOk(
    readStatement(typeof text === 'string' ? new TextEncoder().encode(text) : text, {
      fileName,
      currency: 'XOF',
      utcOffsetMinutes: 0,
    }),
  )
const short = ({ lines }: Statement) => lines.map(({ row, reference, amount }) => [row, reference, amount])

/** French spreadsheets write one byte a letter. */
const windows1252 = (text: string): Uint8Array => Uint8Array.from([...text].map((one) => one.charCodeAt(0)))

describe('statements as operators write them', () => {
  test('Orange Money: lines above the header, Windows-1252, semicolons, decimal commas, two columns of money', () => {
    const file = windows1252(
      [
        'Relevé de compte marchand Orange Money;;;;;',
        'Numéro;77 123 45 67;;;;',
        '',
        'Date;Heure;Référence;Débit (FCFA);Crédit (FCFA);Statut',
        '21/11/2026;10:05:12;MP261121.1005.A12345;;"12 500,00";Succès',
        '21/11/2026;10:07:00;MP261121.1007.B00001;"2 000,00";;Succès',
        '21/11/2026;10:09:00;MP261121.1009.C00002;;"3 000,00";Échoué',
      ].join('\r\n'),
    )
    const statement = read(file)
    expect(statement.method).toBe('orange-money')
    expect(short(statement)).toEqual([[5, 'MP261121.1005.A12345', 12_500]])
    expect(statement.lines[0]?.at).toBe(Date.UTC(2026, 10, 21, 10, 5, 12))
    expect(statement.passedOver).toBe(2)
    expect(statement.rejected).toEqual([])
  })

  test('Wave: commas, a sign for what went out, English headers, UTF-8', () => {
    const statement = read(
      [
        'Timestamp,Transaction ID,Amount,Fee,Counterparty',
        '2026-11-21 10:05:12,T_AAAAA1,"12,500",125,"Diop, Awa"',
        '2026-11-21 10:07:12,T_AAAAA2,-5000,0,Retrait',
        '2026-11-21 10:08:12,,700,0,Inconnu',
        '2026-11-21 10:09:12,T_AAAAA4,beaucoup,0,X',
      ].join('\n'),
      'wave-novembre.csv',
    )
    expect(statement.method).toBe('wave')
    expect(short(statement)).toEqual([[2, 'T_AAAAA1', 12_500]])
    expect(statement.passedOver).toBe(1)
    expect(statement.rejected).toEqual([
      { row: 4, problem: { code: 'NoReference' } },
      { row: 5, problem: { code: 'NotANumber', text: 'beaucoup' } },
    ])
  })

  test('the day comes first unless a month over twelve says otherwise', () => {
    const at = (date: string) => read(`Date;Reference;Montant\n${date};AAAAA1;500`).lines[0]?.at
    expect(at('03/04/2026')).toBe(Date.UTC(2026, 3, 3))
    expect(at('04/23/2026')).toBe(Date.UTC(2026, 3, 23))
    expect(at('')).toBeNull()
  })

  test.each([
    ['a photograph', Uint8Array.of(0x25, 0x50, 0x44, 0x46, 1), 'NotText'],
    ['nothing', new Uint8Array(), 'EmptyFile'],
    ['another list', new TextEncoder().encode('Nom;Prix\nRiz;500'), 'NoColumns'],
    ['a header alone', new TextEncoder().encode('Reference;Montant\n'), 'NoRows'],
  ])('%s is refused in its own words', (_, bytes, type) => {
    const result = readStatement(bytes, { fileName: 'x', currency: 'XOF', utcOffsetMinutes: 0 })
    expect(result).toMatchObject({ ok: false, error: { type } })
  })
})
