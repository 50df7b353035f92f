import { checkDocument } from '@shared/domain/check-document.ts'
import { readRecipient, requestReceiptMessage } from '@shared/domain/tasks/receipt-message.ts'
import { authorizeWrite } from '@shared/policy/authorize-write.ts'
import { describe, expect, it } from 'vitest'
import { actorOf, authorOn, mustFit, soldOrder, testDeps } from './builders.ts'

const order = soldOrder()
const ask = (to: string, round = 0, till = 'A1') =>
  requestReceiptMessage(
    { order, channel: 'whatsapp', to, text: 'Total : 4 000' },
    round,
    authorOn(till),
    testDeps(round + 1),
  )

describe('a receipt by message', () => {
  it('goes to a number as people write it, or to a mail address', () => {
    const phone = (typed: string) => readRecipient('sms', typed)
    expect(phone('+221 77 123-45-67')).toEqual({ ok: true, value: '+221771234567' })
    expect(phone('00221 (77) 123.45.67')).toEqual({ ok: true, value: '+221771234567' })
    expect(phone('77 123 45 67')).toEqual({ ok: true, value: '771234567' })
    for (const wrong of ['', '12', 'Awa', '+221 77 123 45 67 89 10 11', 'a@b.sn'])
      expect(phone(wrong)).toEqual({ ok: false, error: 'NoPhoneNumber' })
    expect(readRecipient('email', ' Awa@Exemple.SN ')).toEqual({ ok: true, value: 'awa@exemple.sn' })
    expect(readRecipient('email', '771234567')).toEqual({ ok: false, error: 'NoMailAddress' })
  })

  it('TASK-7 the same one is one task, whichever till asks; another round or person is another', () => {
    const task = ask('+221771234567')
    expect(ask('+221771234567', 0, 'B2').id).toBe(task.id)
    expect(ask('+221771234567', 1).id).not.toBe(task.id)
    expect(ask('+221770000000').id).not.toBe(task.id)
  })

  it('TASK-3 TASK-7 is taken by the server from who may send, in its own shape only', () => {
    const task = ask('+221771234567')
    mustFit('tasks', task)
    expect(checkDocument('tasks', null, task).ok).toBe(true)
    expect(authorizeWrite(actorOf('cashier'), 'tasks', null, task).ok).toBe(true)
    expect(authorizeWrite(actorOf('logistics'), 'tasks', null, task).ok).toBe(false)
    const wrong = { ...task, payload: { ...task.payload, to: '' } }
    expect(checkDocument('tasks', null, wrong).ok).toBe(false)
  })
})
