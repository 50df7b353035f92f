import { type CustomerEntry, searchCustomers } from '@renderer/features/counter/customer-directory.ts'
import { foldText } from '@shared/domain/catalogue/fold-text.ts'
import { minor } from '@shared/kernel/money.ts'
import { describe, expect, test } from 'vitest'
import { idOf } from './counter-builders.ts'

const entry = (name: string, phone: string): CustomerEntry => ({
  id: idOf(name),
  name,
  nameKey: foldText(name),
  phone,
  phoneDigits: ` ${phone.replace(/\D/g, '')}`,
  creditLimit: minor(0),
})

const ENTRIES = [
  entry('Aïssatou Bâ', '+221 77 123 45 67'),
  entry('Fatou Ndiaye', '78 555 00 11'),
  entry('Ndèye Fatou Sarr', '70 200 30 40'),
]

const found = (text: string): string[] => searchCustomers(ENTRIES, text, 10).map(({ name }) => name)

describe('finding a customer at the counter', () => {
  test('accents and case do not matter', () => {
    expect(found('AISSATOU ba')).toEqual(['Aïssatou Bâ'])
  })

  test('names that begin with the words come before names that contain them', () => {
    expect(found('fatou')).toEqual(['Fatou Ndiaye', 'Ndèye Fatou Sarr'])
  })

  test('a phone is found by any run of its digits, however they are spaced', () => {
    expect(found('77 123')).toEqual(['Aïssatou Bâ'])
    expect(found('1234567')).toEqual(['Aïssatou Bâ'])
    expect(found('00-11')).toEqual(['Fatou Ndiaye'])
  })

  test('a list is never longer than asked for', () => {
    expect(searchCustomers(ENTRIES, '', 2)).toHaveLength(2)
  })
})
