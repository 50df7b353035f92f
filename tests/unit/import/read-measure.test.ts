import { readMeasured, readUnit, writeUnit } from '@shared/import/read-measure.ts'
import { MAX_PRICE_PER, unitSchema } from '@shared/schemas/products.schema.ts'
import fc from 'fast-check'
import { expect, test } from 'vitest'

test('reads what a price is for, as people write it', () => {
  expect(readUnit('')).toBeUndefined()
  expect(readUnit(' Kg ')).toEqual({ unit: 'gram', pricePer: 1_000 })
  expect(readUnit('le kilo')).toEqual({ unit: 'gram', pricePer: 1_000 })
  expect(readUnit('100g')).toEqual({ unit: 'gram', pricePer: 100 })
  expect(readUnit('33 cl')).toEqual({ unit: 'millilitre', pricePer: 330 })
  expect(readUnit('Litres')).toEqual({ unit: 'millilitre', pricePer: 1_000 })
  expect(readUnit('par heure')).toEqual({ unit: 'minute', pricePer: 60 })
  expect(readUnit('Pièces')).toEqual({ unit: 'piece', pricePer: 1 })
  for (const wrong of ['carton', '0 kg', '12 pièces', '999999 kg', 'kg/m2'])
    expect(readUnit(wrong)).toBeNull()
})

test('what is written is read again as it was', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...unitSchema.options.filter((unit) => unit !== 'piece')),
      fc.integer({ min: 1, max: MAX_PRICE_PER }),
      (unit, pricePer) => {
        expect(readUnit(writeUnit({ unit, pricePer }))).toEqual({ unit, pricePer })
      },
    ),
  )
  expect(readUnit(writeUnit({ unit: 'piece' }))).toEqual({ unit: 'piece', pricePer: 1 })
})

test('so many kilos are so many grams, and never a part of one', () => {
  expect(readMeasured('12,5', ',', 1_000)).toEqual({ ok: true, value: 12_500 })
  expect(readMeasured('12,5', '.', 1_000)).toEqual({ ok: true, value: 12_500 })
  expect(readMeasured('12,500', '.', 1_000)).toEqual({ ok: true, value: 12_500_000 })
  expect(readMeasured('12,500', ',', 1_000)).toEqual({ ok: true, value: 12_500 })
  expect(readMeasured('1.250,75', ',', 1_000)).toEqual({ ok: true, value: 1_250_750 })
  expect(readMeasured('0.0005', '.', 1_000)).toMatchObject({ error: { code: 'NotWhole' } })
  expect(readMeasured('9999999', '.', 1_000)).toMatchObject({ error: { code: 'TooLarge' } })
  expect(readMeasured('beaucoup', '.', 1_000)).toMatchObject({ error: { code: 'NotANumber' } })
})
