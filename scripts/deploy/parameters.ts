import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { parseParameters, type Parameters, type ReadDocument } from '../../web/src/domain/daoParameters.js'
import { ParameterError } from '../../web/src/domain/parameterError.js'

/** Reads documents by their paths from a folder. */
export const readDocumentIn =
  (folder: string): ReadDocument =>
  (path) =>
    new Uint8Array(readFileSync(resolve(folder, path)))

/** Reads and parses a parameter file. @throws ParameterError, also where it is not JSON or cannot be read. */
export function readParameters(path: string): Parameters {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (cause) {
    throw new ParameterError('file', { kind: 'unread', path, details: (cause as Error).message })
  }
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (cause) {
    throw new ParameterError('file', { kind: 'notJson', path, details: (cause as Error).message })
  }
  return parseParameters(json, readDocumentIn(dirname(path)))
}
