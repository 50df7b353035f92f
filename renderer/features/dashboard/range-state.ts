import { useDeps, useShop } from '@renderer/db/hooks.ts'
import type { DayRange } from '@shared/analytics/figures.ts'
import { presetRange, RANGE_PRESETS, type RangePreset, rangeBefore } from '@shared/analytics/report-days.ts'
import { type BusinessDay, businessDayOf, dayToIso, isoToDay } from '@shared/kernel/business-day.ts'
import { useEffect, useState } from 'react'

export const RANGE_CHOICES = [...RANGE_PRESETS, 'all', 'custom'] as const
export type RangeChoice = (typeof RANGE_CHOICES)[number]

const EARLIEST = '1900-01-01'
const LATEST = '2199-12-31'
const MINUTE_MS = 60_000
const NO_TEXTS = { from: '', to: '' }

export interface ChosenRange {
  readonly choice: RangeChoice
  readonly range: DayRange
  readonly compare: DayRange | null
  readonly isComparing: boolean
  readonly today: BusinessDay
  /** What stands in the fields; an unfinished or reversed date leaves the last good range in force. */
  readonly fromText: string
  readonly toText: string
  readonly isReversed: boolean
  choose(choice: RangeChoice): void
  /** Exactly these days. */
  chooseDays(range: DayRange): void
  setFrom(text: string): void
  setTo(text: string): void
  setComparing(isComparing: boolean): void
}

/** Which days are looked at first; of a preset the days follow. */
export interface StartRange {
  readonly choice: RangeChoice
  readonly range: DayRange
}

/** The range of days that is looked at. Presets move on by themselves when the business day does. */
export function useChosenRange(start?: StartRange): ChosenRange {
  const today = useToday()
  const [choice, setChoice] = useState<RangeChoice>(start?.choice ?? 'last-30-days')
  const [typed, setTyped] = useState(() => textsOf(start?.range ?? presetRange('last-30-days', today)))
  const [kept, setKept] = useState<DayRange>(() => start?.range ?? presetRange('last-30-days', today))
  const [isComparing, setComparing] = useState(true)
  const preset = RANGE_PRESETS.find((name): name is RangePreset => name === choice)
  const range = preset ? presetRange(preset, today) : kept
  const type = (next: { from: string; to: string }) => {
    setChoice('custom')
    setTyped(next)
    const read = readRange(next)
    if (read) setKept(read)
  }
  const texts = choice === 'custom' ? typed : choice === 'all' ? NO_TEXTS : textsOf(range)
  return {
    choice,
    range,
    // There is nothing before everything.
    compare: isComparing && choice !== 'all' ? rangeBefore(range) : null,
    isComparing,
    today,
    fromText: texts.from,
    toText: texts.to,
    isReversed: texts.from !== '' && texts.to !== '' && texts.from > texts.to,
    choose(next) {
      setChoice(next)
      if (next === 'all') setKept({ from: mustDay(EARLIEST), to: mustDay(LATEST) })
      if (next === 'custom') setTyped(texts)
    },
    chooseDays: (days) => type(textsOf(days)),
    setFrom: (from) => type({ from, to: texts.to }),
    setTo: (to) => type({ from: texts.from, to }),
    setComparing,
  }
}

function useToday(): BusinessDay {
  const { clock } = useDeps()
  const { utcOffsetMinutes } = useShop()
  const [today, setToday] = useState(() => businessDayOf(clock.now(), utcOffsetMinutes))
  useEffect(() => {
    const look = () => setToday(businessDayOf(clock.now(), utcOffsetMinutes))
    const timer = setInterval(look, MINUTE_MS)
    return () => clearInterval(timer)
  }, [clock, utcOffsetMinutes])
  return today
}

const textsOf = ({ from, to }: DayRange) => ({ from: dayToIso(from), to: dayToIso(to) })

function readRange({ from, to }: { from: string; to: string }): DayRange | null {
  const first = isoToDay(from)
  const last = isoToDay(to)
  return first !== null && last !== null && first <= last ? { from: first, to: last } : null
}

function mustDay(iso: string): BusinessDay {
  const day = isoToDay(iso)
  if (day === null) throw new Error(`${iso} is not a day`)
  return day
}
