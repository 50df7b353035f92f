import { findBreach, presentAgreements, readPins, writePins } from './schema-pins.ts'

/* `npm run pin:schemas`: writes down the shapes of versions that are new. What is pinned stays as it is. */

const USAGE = `npm run pin:schemas

Pins the shape of every new version of wire, files and documents in tests/architecture/pinned-schemas.json.
A version that is pinned already and has changed is an error: it needs a new version, not a new pin.`

if (process.argv.includes('--help')) {
  console.log(USAGE)
  process.exit(0)
}

const pins = readPins()
const changed = presentAgreements().flatMap((agreement) => {
  const breach = findBreach(agreement, pins)
  return breach !== null && pins[agreement.name]?.[agreement.version] !== undefined ? [breach] : []
})
if (changed.length > 0) {
  console.error(changed.join('\n'))
  process.exit(1)
}
const before = JSON.stringify(pins)
for (const { name, version, hash } of presentAgreements()) {
  pins[name] = { ...pins[name], [version]: hash }
}
writePins(pins)
console.log(JSON.stringify(pins) === before ? 'Everything was pinned.' : 'Pinned what was new.')
