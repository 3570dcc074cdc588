import fc from 'fast-check'
import type { Address } from 'viem'
import { getAddress } from 'viem/utils'
import { describe, expect, it } from 'vitest'
import { decodeAction } from '../../../web/src/domain/action'
import { formatMoney } from '../../../web/src/domain/money'
import { parsePayment } from '../../../web/src/domain/payment'
import type { Asset } from '../../../web/src/domain/treasury'
import { deployments } from '../../../web/src/generated/deployments'

const dao = deployments[31337]
const coin: Asset = { kind: 'coin', token: null, symbol: 'ETH', decimals: 18, listed: true }
const token: Asset = { kind: 'erc20', token: dao.assets[0], symbol: 'LKD', decimals: 6, listed: true }
const boat: Asset = { kind: 'erc721', token: dao.assets[2], symbol: 'BOAT', decimals: 0, listed: true }
const forbidden = [dao.governor, dao.membership, dao.treasury]
const payee = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'
const parse = (draft: { to?: string; amount?: string; token?: string }) =>
  parsePayment({ to: payee, amount: '1', token: '', ...draft }, [coin, token, boat], forbidden)

describe('a payment as it is typed', () => {
  it('is decoded as exactly what was typed (T17)', () => {
    const address = fc
      .uint8Array({ minLength: 20, maxLength: 20 })
      .map((bytes): Address => `0x${Buffer.from(bytes).toString('hex')}`)
      .filter((to) => !/^0x0{40}$/.test(to))
    const amount = fc.bigInt({ min: 1n, max: 2n ** 256n - 1n })
    fc.assert(
      fc.property(address, amount, fc.constantFrom(coin, token), fc.boolean(), (to, units, asset, isMixed) => {
        const typed = {
          to: isMixed ? ` ${getAddress(to)} ` : to,
          amount: formatMoney(units, asset.decimals),
          token: asset.token ?? '',
        }
        const parsed = parse(typed)
        if (parsed.status !== 'ok') throw new Error(parsed.problem)
        expect(parsed.amount).toBe(units)
        const decoded = decodeAction(parsed.action, dao)
        if (decoded.kind !== 'payment' && decoded.kind !== 'transfer') throw new Error(decoded.kind)
        expect([decoded.to.toLowerCase(), decoded.amount]).toEqual([to, units])
        expect(decoded.kind === 'transfer' ? decoded.token : null).toBe(asset.token)
      }),
    )
  })

  it.each([
    [{ to: '' }, 'to'],
    [{ to: 'lakeside.eth' }, 'to'],
    [{ to: payee.slice(0, -1) }, 'to'],
    [{ to: `${payee}0` }, 'to'],
    [{ to: payee.replace('C8', 'c8') }, 'to'],
    [{ to: `0x${'0'.repeat(40)}` }, 'to'],
    [{ to: dao.governor }, 'toDao'],
    [{ to: dao.treasury.toLowerCase() }, 'toDao'],
    [{ amount: '' }, 'amount'],
    [{ amount: '1,5' }, 'amount'],
    [{ amount: '-1' }, 'amount'],
    [{ amount: '0.0000000000000000001' }, 'amount'],
    [{ amount: '1.1234567', token: dao.assets[0] }, 'amount'],
    [{ amount: (2n ** 256n).toString(), token: dao.assets[0] }, 'amount'],
    [{ amount: '0' }, 'amountZero'],
    [{ amount: '0.000' }, 'amountZero'],
    [{ token: payee }, 'asset'],
    [{ token: dao.assets[2] }, 'asset'],
  ])('%o is wrong: %s', (draft, problem) => {
    expect(parse(draft)).toEqual({ status: 'wrong', problem })
  })

  it('finds its asset however the address is written', () => {
    expect(parse({ token: dao.assets[0].toLowerCase() })).toMatchObject({ status: 'ok', asset: token })
  })
})
