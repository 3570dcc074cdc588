import { describe, expect, it } from 'vitest'
import { privateKeyToAccount } from 'viem/accounts'
import { hashTypedData, recoverAddress } from 'viem/utils'
import { createUnsignedBallot } from '../../../web/src/domain/createUnsignedBallot'
import type { ProposalId } from '../../../web/src/domain/proposal'
import { describeSignedBallot } from '../../../web/src/domain/signedBallot'
import { toTimepoint } from '../../../web/src/domain/timepoint'

const at = toTimepoint
const domain = { name: 'Lake', version: '1', chainId: 31337, verifyingContract: `0x${'9'.repeat(40)}` } as const
const voter = privateKeyToAccount(`0x${'1'.repeat(64)}`)
const choice = { proposalId: 5n as ProposalId, choice: 'against', reason: 'No.' } as const
const other = { proposalId: 6n as ProposalId, choice: 'abstain', reason: '' } as const

describe('what a voter signs', () => {
  it('has the types of the contract', () => {
    const describeTypes = (kind: 'ballot' | 'list') => {
      const { types, primaryType } = describeSignedBallot(
        domain,
        createUnsignedBallot(kind === 'list' ? [choice, other] : [choice], voter.address, 9n, [], at(1n)),
      )
      const all = types as unknown as Record<string, { type: string; name: string }[]>
      const fields = (name: string) => all[name]!.map((field) => `${field.type} ${field.name}`).join()
      return [primaryType, ...Object.keys(all).filter((name) => name !== primaryType)]
        .map((name) => `${name}(${fields(name)})`)
        .join('')
    }
    expect(describeTypes('ballot')).toBe(
      'SignedBallot(uint256 proposalId,string choice,string reason,address voter,uint256 signedAt,uint256 expiry)',
    )
    expect(describeTypes('list')).toBe(
      'SignedList(Choice[] choices,address voter,uint256 signedAt,uint256 expiry)Choice(uint256 proposalId,string choice,string reason)',
    )
  })

  it('shows the choice as a word', () => {
    const { message } = describeSignedBallot(domain, createUnsignedBallot([choice], voter.address, 9n, [], at(1n)))
    expect(message).toMatchObject({ proposalId: 5n, choice: 'Against', reason: 'No.', voter: voter.address })
  })

  it('is another with every part that is another (T42)', () => {
    const base = createUnsignedBallot([choice], voter.address, 9n, [], at(1n))
    const hashes = [
      base,
      { ...base, expiry: at(10n) },
      { ...base, signedAt: at(2n) },
      { ...base, choices: [{ ...choice, reason: 'No' }] },
      { ...base, choices: [{ ...choice, choice: 'for' as const }] },
      { ...base, choices: [{ ...choice, proposalId: 6n as ProposalId }] },
      { ...base, kind: 'list' as const },
    ].map((ballot) => hashTypedData(describeSignedBallot(domain, ballot)))
    for (const elsewhere of [
      { chainId: 1 },
      { verifyingContract: voter.address },
      { name: 'Other' },
      { version: '2' },
    ]) {
      hashes.push(hashTypedData(describeSignedBallot({ ...domain, ...elsewhere }, base)))
    }
    expect(new Set(hashes).size).toBe(hashes.length)
  })

  it('is signed by a wallet that was given it as text', async () => {
    const ballot = createUnsignedBallot([choice, other], voter.address, 9n, [], at(1n))
    const typed = describeSignedBallot(domain, ballot)
    // As eth_signTypedData_v4 is asked: numbers are texts.
    const asked = JSON.parse(JSON.stringify(typed, (_, value) => (typeof value === 'bigint' ? String(value) : value)))
    const signature = await voter.signTypedData(asked)
    expect(await recoverAddress({ hash: hashTypedData(typed), signature })).toBe(voter.address)
  })

  it('is dated after the ballots that it is to replace', () => {
    const signedAt = (...latest: bigint[]) =>
      createUnsignedBallot([choice], voter.address, 9n, latest.map(at), at(100n)).signedAt
    expect(signedAt()).toBe(100n)
    expect(signedAt(99n)).toBe(100n)
    expect(signedAt(100n)).toBe(101n)
    expect(signedAt(104n, 3n)).toBe(105n)
  })
})
