import { afterEach, describe, expect, test, vi } from 'vitest'
import { assertFree, choosePorts, portNames, takeFreePorts } from '../../scripts/stack/ports.js'

afterEach(() => vi.unstubAllEnvs())

describe('which ports the local system uses', () => {
  test('the usual ones, each once', () => {
    const ports = choosePorts()
    expect(ports).toMatchObject({ rpc: 8545, graphql: 8000, ipfsApi: 5001, gateway: 8080, client: 4173 })
    expect(new Set(Object.values(ports)).size).toBe(portNames.length)
  })

  test('or a row from a base', () => {
    expect(Object.values(choosePorts(18500))).toEqual(portNames.map((_, index) => 18500 + index))
  })

  test('one by one from the environment, before the base', () => {
    vi.stubEnv('ALTHING_PORT_RPC', '9999')
    expect(choosePorts(18500)).toMatchObject({ rpc: 9999, graphql: 18501 })
  })

  test.each(['0', '65536', 'eighty', '80.5', ''])('"%s" is refused', (port) => {
    vi.stubEnv('ALTHING_PORT_CLIENT', port)
    expect(() => choosePorts()).toThrow('ALTHING_PORT_CLIENT does not give a port between 1 and 65535.')
  })

  test.each([0, -1, 65530, 1.5, Number.NaN])('a base of %s is refused', (base) => {
    expect(() => choosePorts(base)).toThrow('--port-base does not give a port between 1 and 65535.')
  })
})

test('ports for a test are free, each once, and none that an outgoing connection could take', async () => {
  const ports = await takeFreePorts()
  await assertFree(ports)
  const numbers = Object.values(ports)
  expect(new Set(numbers).size).toBe(portNames.length)
  for (const port of numbers) expect(port).toBeLessThan(32_768)
})
