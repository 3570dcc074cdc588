import { isAddress } from 'viem/utils'
import type { Configuration } from './configuration'

/** A configuration that nothing can be built with: which field, and why. */
export class ConfigurationError extends Error {
  override name = 'ConfigurationError'
  constructor(
    readonly field: string,
    reason: string,
  ) {
    super(`${field}: ${reason}`)
  }
}

type Fields = Record<string, unknown>
type Read = (field: string, value: unknown) => void

const refuse = (field: string, reason: string): never => {
  throw new ConfigurationError(field, reason)
}

/** Reads each field of an object; none is unknown, and none is missing but those that may be. */
function readFields(field: string, value: unknown, needed: Record<string, Read>, optional: Record<string, Read> = {}) {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) refuse(field, 'is not an object')
  const found = value as Fields
  const name = (key: string) => (field === '' ? key : `${field}.${key}`)
  for (const key of Object.keys(found)) {
    if (!(key in needed) && !(key in optional)) refuse(name(key), 'is no field of a configuration')
  }
  for (const [key, read] of Object.entries(needed)) {
    if (!(key in found)) refuse(name(key), 'is missing')
    read(name(key), found[key])
  }
  for (const [key, read] of Object.entries(optional)) if (key in found) read(name(key), found[key])
}

const text: Read = (field, value) => {
  if (typeof value !== 'string' || value.trim() === '') refuse(field, 'is not a text')
}

const whole =
  (least: number, most: number): Read =>
  (field, value) => {
    if (!Number.isSafeInteger(value) || (value as number) < least || (value as number) > most) {
      refuse(field, `is not a whole number from ${least} to ${most}`)
    }
  }

const flag: Read = (field, value) => {
  if (typeof value !== 'boolean') refuse(field, 'is neither true nor false')
}

const address: Read = (field, value) => {
  if (typeof value !== 'string' || !isAddress(value)) refuse(field, 'is not an address, or its checksum is wrong')
}

const url: Read = (field, value) => {
  const parsed = typeof value === 'string' && URL.canParse(value) ? new URL(value) : null
  if (parsed === null || !/^https?:$/.test(parsed.protocol)) refuse(field, 'is not a URL that begins with http')
  if (parsed!.username || parsed!.password) refuse(field, 'holds a password: whoever opens the page can read it')
}

const orNull =
  (read: Read): Read =>
  (field, value) => {
    if (value !== null) read(field, value)
  }

const list =
  (read: Read, least: number): Read =>
  (field, value) => {
    if (!Array.isArray(value)) return refuse(field, 'is not a list')
    if (value.length < least) refuse(field, 'is empty')
    value.forEach((each, index) => read(`${field}[${index}]`, each))
  }

const site: Read = (field, value) => {
  url(field, value)
  if ((value as string).endsWith('/')) refuse(field, 'ends with a slash')
}

const coin: Read = (field, value) => readFields(field, value, { symbol: text, decimals: whole(0, 36) })

const chain: Read = (field, value) =>
  readFields(
    field,
    value,
    {
      id: whole(1, 999_999_999_999_999),
      name: text,
      rpcs: list(url, 1),
      subgraph: orNull(url),
      gateways: list(url, 0),
      ipfsApi: orNull(url),
      explorer: orNull(site),
      coin: orNull(coin),
    },
    { ens: address, factory: address, multicall3: address },
  )

const development: Read = (field, value) =>
  readFields(
    field,
    value,
    {
      genesisHash: (name, hash) => {
        if (typeof hash !== 'string' || !/^0x[0-9a-f]{64}$/.test(hash)) refuse(name, 'is not the hash of a block')
      },
      mnemonic: text,
      accounts: whole(1, 1_000),
    },
    { clock: flag },
  )

/**
 * Reads what a build is made for, as the README says it field by field.
 *
 * @throws ConfigurationError which names the first field that is wrong, and why.
 */
export function parseConfiguration(json: unknown): Configuration {
  const home: Read = (field, value) =>
    readFields(field, value, { chain: whole(1, 999_999_999_999_999) }, { governor: address })
  readFields('', json, { chains: list(chain, 1), home }, { development })
  const configuration = json as Configuration
  const ids = configuration.chains.map(({ id }) => id)
  const twice = ids.findIndex((id, index) => ids.indexOf(id) !== index)
  if (twice >= 0) refuse(`chains[${twice}].id`, `is that of another chain of the list: ${ids[twice]}`)
  if (!ids.includes(configuration.home.chain)) refuse('home.chain', `is no chain of the list: ${ids.join(', ')}`)
  return configuration
}
