// Compiles the same MJML again and again for so many seconds, after a warm-up, and prints the time of one.
import { readFileSync } from 'node:fs'
import mjml2html from 'mjml'

const { mjml, seconds } = JSON.parse(readFileSync(process.argv[2], 'utf8'))
const compile = () => mjml2html(mjml, { validationLevel: 'skip', keepComments: true, minify: false, beautify: false })

function rounds(atLeast) {
  const began = performance.now()
  let times = 0
  do {
    compile()
    times += 1
  } while (performance.now() - began < atLeast * 1000)
  return (performance.now() - began) / times
}

rounds(Math.min(seconds, 1))
const milliseconds = rounds(seconds)
console.log(JSON.stringify({ milliseconds, html: compile().html }))
