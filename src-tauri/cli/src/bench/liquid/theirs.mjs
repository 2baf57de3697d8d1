// Fills a template in with liquidjs for each of the people, for so many seconds, and prints the rate.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Liquid } from 'liquidjs'

const { template, people, seconds, escape } = JSON.parse(readFileSync(process.argv[2], 'utf8'))
const engine = new Liquid(escape ? { outputEscape: 'escape' } : {})
const parsed = engine.parse(template)

const hash = createHash('sha256')
for (const person of people) hash.update(engine.renderSync(parsed, person))
const digest = hash.digest('hex')
const first = engine.renderSync(parsed, people[0])

let bytes = 0
function rounds(atLeast) {
  const began = performance.now()
  let emails = 0
  while (performance.now() - began < atLeast * 1000) {
    for (const person of people) bytes += engine.renderSync(parsed, person).length
    emails += people.length
  }
  return (emails * 1000) / (performance.now() - began)
}

rounds(Math.min(seconds, 1))
const rate = rounds(seconds)
console.log(JSON.stringify({ rate, digest, first, bytes }))
