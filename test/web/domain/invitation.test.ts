import fc from 'fast-check'
import { bytesToHex, recoverTypedDataAddress } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { describe, expect, it } from 'vitest'
import {
  describeInvitation,
  describeJoin,
  formatInvitationLink,
  parseInvitationLink,
  toInvitationArgument,
} from '../../../web/src/domain/invitation'
import { formatRoute, parseRoute } from '../../../web/src/domain/route'
import { seatKinds } from '../../../web/src/domain/seat'
import { toTimepoint } from '../../../web/src/domain/timepoint'

const inviter = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'
const dao = { chainId: 31337, governor: inviter } as const
const domain = { name: 'Lakeside', version: '1', chainId: 31337, verifyingContract: inviter } as const
const secret = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => bytesToHex(bytes))
const links = fc.record({
  invitation: fc.record({
    inviter: fc.constant(inviter),
    kind: fc.constantFrom(...seatKinds),
    term: fc.bigInt({ min: 0n, max: 2n ** 48n - 1n }),
    expires: fc.bigInt({ min: 0n, max: 2n ** 48n - 1n }).map(toTimepoint),
    round: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
    reason: fc.string({ unit: 'grapheme', maxLength: 60 }),
  }),
  signature: fc.uint8Array({ minLength: 1, maxLength: 120 }).map((bytes) => bytesToHex(bytes)),
  secret,
})

describe('the link of an invitation', () => {
  it('is read back, also as a part of a route', () => {
    fc.assert(
      fc.property(links, (link) => {
        const text = formatInvitationLink(link)
        expect(text).toMatch(/^[A-Za-z0-9_-]+$/)
        expect(parseInvitationLink(text)).toEqual(link)
        const route = { page: 'join', dao, invitation: text } as const
        expect(parseRoute(formatRoute(route), dao)).toEqual(route)
      }),
    )
  })

  it('is none when something of it is missing or changed in its form', () => {
    fc.assert(
      fc.property(links, fc.nat(), (link, cut) => {
        const text = formatInvitationLink(link)
        expect(() => parseInvitationLink(text.slice(0, cut % text.length))).not.toThrow()
        expect(parseInvitationLink(text.slice(0, 90))).toBeNull()
        expect(parseInvitationLink(`${text}=`)).toBeNull()
      }),
    )
    fc.assert(fc.property(fc.string(), (text) => void parseInvitationLink(text)))
    expect(parseInvitationLink('A'.repeat(9_000))).toBeNull()
  })
})

it('what is signed is recovered to who signed it, and names who joins', async () => {
  const officer = privateKeyToAccount(generatePrivateKey())
  const key = privateKeyToAccount(generatePrivateKey())
  const invitation = {
    inviter: officer.address,
    key: key.address,
    kind: 'steward',
    term: 86_400n,
    expires: toTimepoint(1_800_000_000n),
    round: 2n,
    reason: '她修船。',
  } as const
  const typed = describeInvitation(domain, invitation)
  const signature = await officer.signTypedData(typed)
  expect(await recoverTypedDataAddress({ ...typed, signature })).toBe(officer.address)
  expect(typed.message).toMatchObject({ kind: 'Steward' })
  expect(toInvitationArgument(invitation)).toMatchObject({ kind: 1, term: 86_400, expires: 1_800_000_000 })
  const joining = describeJoin(domain, inviter)
  const keySignature = await key.signTypedData(joining)
  expect(await recoverTypedDataAddress({ ...joining, signature: keySignature })).toBe(key.address)
  expect(await recoverTypedDataAddress({ ...describeJoin(domain, officer.address), signature: keySignature })).not.toBe(
    key.address,
  )
})
