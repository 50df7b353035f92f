import { register } from 'node:module'
import { pathToFileURL } from 'node:url'

/*
 * Runs a built main bundle (the last argument) with the stand-in in the place of `electron`. Started by launch-app as a
 * process of its own, so that a test can end it the hard way.
 */
const standin = new URL('./electron-standin-module.ts', import.meta.url).href
const hook = `export function resolve(name, context, next) {
  return next(name === 'electron' ? ${JSON.stringify(standin)} : name, context)
}`
register(`data:text/javascript,${encodeURIComponent(hook)}`)

const bundle = process.env.STANDIN_BUNDLE
if (bundle === undefined) throw new Error('STANDIN_BUNDLE must name the built main bundle')
await import(pathToFileURL(bundle).href)
