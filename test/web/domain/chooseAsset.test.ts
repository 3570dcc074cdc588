import type { Address } from 'viem'
import { describe, expect, it } from 'vitest'
import { parsePayment } from '../../../web/src/domain/payment'
import { type Asset, chooseAsset } from '../../../web/src/domain/treasury'

const payee: Address = '0x9fE46736679d2D9a65F0992F2272dE9f3c7fa6e0'
const coin: Asset = { kind: 'coin', token: null, symbol: 'ETH', decimals: 18, listed: true }
const shell: Asset = {
  ...{ kind: 'erc20', symbol: 'SHELL', decimals: 6, listed: true },
  token: '0x48B4c3F4820380109c2101C013981b8d733eFc7E',
}
const picture: Asset = { ...shell, kind: 'erc721', token: payee }

describe('what a form is about', () => {
  it('is the coin where nothing was chosen, and the first money where the chain has no coin', () => {
    expect(chooseAsset([coin, shell], '')).toBe(coin)
    expect(chooseAsset([picture, shell], '')).toBe(shell)
    expect(chooseAsset([picture], '')).toBeUndefined()
    expect(chooseAsset([coin, shell], shell.token!.toLowerCase())).toBe(shell)
    expect(chooseAsset([coin], shell.token!)).toBeUndefined()
  })

  it('a payment that names nothing is one of the first token on a chain without a coin, and never of its coin', () => {
    const parsed = parsePayment({ to: payee, amount: '2', token: '' }, [shell], [])
    expect(parsed).toMatchObject({ status: 'ok', amount: 2_000_000n, asset: shell })
    if (parsed.status === 'ok') expect(parsed.action).toMatchObject({ target: shell.token, value: 0n })
    expect(parsePayment({ to: payee, amount: '2', token: '' }, [], [])).toEqual({ status: 'wrong', problem: 'asset' })
  })
})
