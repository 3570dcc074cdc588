import type { Address } from 'viem'
import { encodeFunctionData, toFunctionSelector } from 'viem/utils'
import { describe, expect, it } from 'vitest'
import type { ForeignGovernor, ForeignToken } from '../../../web/src/domain/governor/foreignGovernor'
import type { ForeignProposal } from '../../../web/src/domain/governor/foreignProposal'
import type { ProposalId } from '../../../web/src/domain/proposal'
import { hashDescription } from '../../../web/src/domain/proposalId'
import { carryForeign } from '../../../web/src/transactions/governor/carryForeign'
import { carryOutForeign } from '../../../web/src/transactions/governor/carryOutForeign'
import { delegateForeign } from '../../../web/src/transactions/governor/delegateForeign'
import { splitForeign } from '../../../web/src/transactions/governor/splitForeign'
import { voteForeign } from '../../../web/src/transactions/governor/voteForeign'
import type { Transaction } from '../../../web/src/transactions/transaction'
import { en } from '../../support/messages'

const ada = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266' as Address
const id = 7n as ProposalId
const proposal = {
  ...{ id, description: '# One', actions: [{ target: ada, value: 2n, calldata: '0x12' }] },
} as unknown as ForeignProposal
const governorWith = (abilities: Partial<ForeignGovernor['abilities']>) =>
  ({ address: ada, abilities }) as unknown as ForeignGovernor
const selectorOf = ({ call }: Transaction) => encodeFunctionData(call as never).slice(0, 10)
const signature = (text: string) => toFunctionSelector(`function ${text}`)

describe('what is sent to somebody else’s governor', () => {
  it('carries out all that was read, and only where there is no such function by the id alone', () => {
    for (const step of ['queue', 'execute', 'cancel'] as const) {
      const whole = carryOutForeign(
        governorWith({ [step]: 'present', [`${step}ById`]: 'present' }),
        step,
        proposal,
        'One',
      )
      expect(whole.call.args).toEqual([[ada], [2n], ['0x12'], hashDescription('# One')])
      expect(selectorOf(whole)).toBe(signature(`${step}(address[],uint256[],bytes[],bytes32)`))
      const byId = carryOutForeign(
        governorWith({ [step]: 'absent', [`${step}ById`]: 'present' }),
        step,
        proposal,
        'One',
      )
      expect(byId.call.args).toEqual([id])
      expect(selectorOf(byId)).toBe(signature(`${step}(uint256)`))
      const unknown = carryOutForeign(
        governorWith({ [step]: 'unknown', [`${step}ById`]: 'unknown' }),
        step,
        proposal,
        'One',
      )
      expect(unknown.call.args).toHaveLength(4)
    }
  })

  it('a vote has a reason where one was given, and says what it is in the reader’s words', () => {
    const governor = governorWith({})
    const plain = voteForeign(governor, { id, title: 'One', choice: 'abstain', reason: '  ' })
    expect(plain.call).toMatchObject({ functionName: 'castVote', args: [id, 2] })
    expect(plain.sentence(en, {} as never)).toBe('You vote “Abstain” on “One”, in somebody else’s DAO.')
    const told = voteForeign(governor, { id, title: 'One', choice: 'against', reason: ' why ' })
    expect(told.call).toMatchObject({ functionName: 'castVoteWithReason', args: [id, 0, 'why'] })
    const votes = { against: 1n, for: 2n, abstain: 3n }
    const split = splitForeign(governor, { id, title: 'One', votes, reason: '' })
    expect(split.call.args).toEqual([id, 255, '', `0x${[1, 2, 3].map((n) => String(n).padStart(32, '0')).join('')}`])
  })

  it('a signed ballot goes as it was signed, and a delegation to the token', () => {
    const ballot = { proposalId: id, choice: 'for', voter: ada, reason: '' } as const
    const vote = { ...ballot, form: 'numbered', nonce: 0n, signature: '0x12' } as const
    const governor = governorWith({})
    expect(carryForeign(governor, vote, 'One').call).toMatchObject({
      ...{ functionName: 'castVoteBySig', args: [id, 1, ada, '0x12'] },
    })
    expect(carryForeign(governor, { ...vote, reason: 'y' }, 'One').call).toMatchObject({
      ...{ functionName: 'castVoteWithReasonAndParamsBySig', args: [id, 1, ada, 'y', '0x', '0x12'] },
    })
    // The fourth version’s functions of the same names take neither the voter nor the signature whole.
    const [r, s] = [`0x${'ab'.repeat(32)}`, `0x${'cd'.repeat(32)}`] as const
    const plain = { ...ballot, form: 'plain', signature: `${r}${s.slice(2)}1c` } as const
    const short = carryForeign(governor, plain, 'One')
    expect(selectorOf(short)).toBe(signature('castVoteBySig(uint256,uint8,uint8,bytes32,bytes32)'))
    expect(short.call.args).toEqual([id, 1, 28, r, s])
    const long = carryForeign(governor, { ...plain, reason: 'y' }, 'One')
    expect(selectorOf(long)).toBe(
      signature('castVoteWithReasonAndParamsBySig(uint256,uint8,string,bytes,uint8,bytes32,bytes32)'),
    )
    expect(long.call.args).toEqual([id, 1, 'y', '0x', 28, r, s])
    const token = { address: '0x70997970C51812dc3A010C7d01b50e0d17dc79C8' } as unknown as ForeignToken
    expect(delegateForeign(token, { from: ada, to: ada }).call).toMatchObject({ address: token.address, args: [ada] })
  })
})
