import { spawn } from 'node:child_process'
import { findBinary } from './find-binary.js'

/** Runs the native forge with this process's arguments and passes its exit status on (the npm shim always says 0). */
const child = spawn(findBinary('forge'), process.argv.slice(2), { stdio: 'inherit' })
child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)))
