import pg from 'pg'
import { describe, expect, it } from 'vitest'
import { isConnectionError, isDataError, isRetryable } from '../../../sync-server/database/database-errors.ts'

const withCode = (code: string) => Object.assign(new Error(code), { code })
const fromDatabase = (code: string) => Object.assign(new pg.DatabaseError(code, 1, 'error'), { code })

describe('what an error of the database means', () => {
  it.each([
    ['a refused connection', withCode('ECONNREFUSED')],
    ['a socket that is gone', withCode('ENOENT')],
    ['a broken pipe', withCode('EPIPE')],
    ['a server that stops', fromDatabase('57P01')],
    ['a server that starts', fromDatabase('57P03')],
    ['too many connections', fromDatabase('53300')],
    ['a line cut in the middle', new Error('Connection terminated unexpectedly')],
    [
      'a line cut between two statements',
      new Error('Client has encountered a connection error and is not queryable'),
    ],
    ['a client that was closed', new Error('Client was closed and is not queryable')],
    ['a pool without a free connection', new Error('timeout exceeded when trying to connect')],
  ])('%s: not reachable, try again later', (_name, error) => {
    expect([isConnectionError(error), isDataError(error), isRetryable(error)]).toEqual([true, false, false])
  })

  it.each(['40001', '40P01'])('%s: another transaction came first, run again now', (code) => {
    const error = fromDatabase(code)
    expect([isConnectionError(error), isDataError(error), isRetryable(error)]).toEqual([false, false, true])
  })

  it.each(['22P05', '22003', '23505', '54000'])('%s: the row itself cannot be held', (code) => {
    const error = fromDatabase(code)
    expect([isConnectionError(error), isDataError(error), isRetryable(error)]).toEqual([false, true, false])
  })

  it.each([fromDatabase('42501'), fromDatabase('42P01'), new TypeError('x is undefined'), 'text', null])(
    '%s: a mistake of ours, never blamed on the row or the network',
    (error) => {
      expect([isConnectionError(error), isDataError(error), isRetryable(error)]).toEqual([
        false,
        false,
        false,
      ])
    },
  )
})
