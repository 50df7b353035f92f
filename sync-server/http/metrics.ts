import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

export interface Metrics {
  readonly registry: Registry
  readonly pushes: Counter<'collection'>
  readonly pushedRows: Counter<'collection' | 'outcome'>
  readonly pulledRows: Counter<'collection'>
  readonly signIns: Counter<'outcome'>
  readonly streams: Gauge
  readonly requestSeconds: Histogram<'method' | 'route' | 'status'>
}

const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/** A registry of its own, so that two servers in one process count apart. */
export function createMetrics(): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry, prefix: 'comptoir_' })
  return {
    registry,
    pushes: new Counter({
      name: 'comptoir_pushes_total',
      help: 'Push requests answered row by row',
      labelNames: ['collection'],
      registers,
    }),
    pushedRows: new Counter({
      name: 'comptoir_pushed_rows_total',
      help: 'Pushed rows by outcome: accepted, conflict, refused',
      labelNames: ['collection', 'outcome'],
      registers,
    }),
    pulledRows: new Counter({
      name: 'comptoir_pulled_rows_total',
      help: 'Documents given to devices',
      labelNames: ['collection'],
      registers,
    }),
    signIns: new Counter({
      name: 'comptoir_sign_ins_total',
      help: 'Sign-ins and refreshes by outcome',
      labelNames: ['outcome'],
      registers,
    }),
    streams: new Gauge({ name: 'comptoir_streams', help: 'Open change streams', registers }),
    requestSeconds: new Histogram({
      name: 'comptoir_request_seconds',
      help: 'Time to answer a request',
      labelNames: ['method', 'route', 'status'],
      buckets: BUCKETS,
      registers,
    }),
  }
}
