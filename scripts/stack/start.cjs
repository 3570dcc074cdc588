'use strict'
// Plain old JavaScript, so that a Node too old for everything else can still read this sentence.
var wanted = [20, 19]
var found = process.versions.node.split('.').map(Number)
if (found[0] < wanted[0] || (found[0] === wanted[0] && found[1] < wanted[1])) {
  console.error(
    'Althing needs Node.js ' +
      wanted.join('.') +
      ' or newer; this is ' +
      process.versions.node +
      '. Nothing was started.',
  )
  process.exit(1)
}
import('tsx/esm/api')
  .then(function (tsx) {
    tsx.register()
    return import('./start.ts')
  })
  .catch(function (error) {
    if (error.code === 'ERR_MODULE_NOT_FOUND')
      console.error('A package is missing. Run "npm ci" first. (' + error.message + ')')
    else console.error(error)
    process.exit(1)
  })
