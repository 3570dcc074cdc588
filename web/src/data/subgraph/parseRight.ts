import { zeroAddress } from 'viem'
import { AppError } from '../../domain/appError'
import { parseDescription } from '../../domain/description'
import type { ProposalId } from '../../domain/proposal'
import type {
  Budget,
  Distribution,
  Draw,
  DrawStatus,
  Grant,
  Payout,
  Percentages,
  Right,
  Standing,
} from '../../domain/right'
import type { RightKind } from '../../domain/route'
import type { Timepoint } from '../../domain/timepoint'
import type { Flow } from '../../domain/treasury'
import { asAddress, asBigInt, asBoolean, asHex, asList, asNumber, asRecord, asText, asTimepoint, orNull } from './parse'

type Json = Record<string, unknown>

const decisionFields = 'proposal { proposalId description }'
const envelopeFields = 'envelope { envelopeId token total drawn cap period end revokedAt }'
const wordFields = `purpose category ${decisionFields} transaction`

/** Which list of the index holds the rights of a kind, what their number is called, and their fields. */
export const rightEntities: Record<
  RightKind,
  { readonly list: string; readonly number: string; readonly fields: string }
> = {
  budget: {
    list: 'budgets',
    number: 'budgetId',
    fields: `budgetId ${envelopeFields} ${decisionFields} grantedAt revokedAt paused pausedBy { drawId }
        terms { holders payees start window objectionShare secondSignature announceAbove purpose category }
        changes(where: { change: GRANTED }) { transaction }`,
  },
  grant: {
    list: 'grants',
    number: 'grantId',
    fields: `grantId ${envelopeFields} ${wordFields} grantedAt recipient offeredTo reviewers required reportsDue
        streamAmount streamStart streamCliff streamEnd reported clawedBackAt clawedBack
        milestones(first: 20, orderBy: index) {
          index amount digest acceptedAt acceptedBy reviews(first: 20, orderBy: acceptances) { reviewer }
        }`,
  },
  payout: {
    list: 'payouts',
    number: 'payoutId',
    fields: `payoutId ${envelopeFields} ${wordFields} openedAt kind rowsDigest rowCount digest paidAt setAsideCount
        claimCount`,
  },
  distribution: {
    list: 'distributions',
    number: 'distributionId',
    fields: `distributionId ${envelopeFields} ${wordFields} openedAt standing { standingId } snapshot shares share
        percentages digest claimCount claimed`,
  },
  standing: {
    list: 'standingDistributions',
    number: 'standingId',
    fields: `standingId ${envelopeFields} ${wordFields} openedAt splits percentages minimum digest credited booked
        allotted roundCount lastRoundAt`,
  },
}

/** The fields of an announced draw. */
export const drawFields = `drawId budget { budgetId } announcer to amounts sum digest status announcedAt payableAt
  expiresAt confirmedBy objections endedAt waited`

/** A right of the index. */
export function parseRight(kind: RightKind, json: Json): Right {
  switch (kind) {
    case 'budget':
      return parseBudget(json)
    case 'grant':
      return parseGrant(json)
    case 'payout':
      return parsePayout(json)
    case 'distribution':
      return parseDistribution(json)
    case 'standing':
      return parseStanding(json)
  }
}

/** The decision that something followed from; null where no proposal is known. */
export function parseDecision(json: unknown): Flow['proposal'] {
  return orNull(json, 'proposal', (value, name) => {
    const proposal = asRecord(value, name)
    return {
      id: asBigInt(proposal['proposalId'], 'proposalId') as ProposalId,
      title: parseDescription(asText(proposal['description'], 'description')).title,
    }
  })
}

/** A token's address, or null for the coin. */
export function asToken(value: unknown, name: string) {
  const token = asAddress(value, name)
  return token === zeroAddress ? null : token
}

function parseEnvelope(json: Json) {
  const envelope = asRecord(json['envelope'], 'envelope')
  return {
    envelopeId: asBigInt(envelope['envelopeId'], 'envelopeId'),
    token: asToken(envelope['token'], 'token'),
    total: asBigInt(envelope['total'], 'total'),
    drawn: asBigInt(envelope['drawn'], 'drawn'),
    cap: asBigInt(envelope['cap'], 'cap'),
    period: asBigInt(envelope['period'], 'period'),
    end: asTimepoint(envelope['end'], 'end'),
    revokedAt: orNull(envelope['revokedAt'], 'revokedAt', asTimepoint),
    proposal: parseDecision(json['proposal']),
  }
}

const parseWords = (json: Json) => ({
  purpose: asText(json['purpose'], 'purpose'),
  category: asText(json['category'], 'category'),
})

const asAddresses = (value: unknown, name: string) => asValues(value, name).map((one) => asAddress(one, name))

function asValues(value: unknown, name: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new AppError('malformed', name)
  return value
}

function asPercentages(value: unknown): Percentages {
  const [member, steward, organisation, ...more] = asValues(value, 'percentages').map((one) => asNumber(one, 'percent'))
  if (organisation === undefined || more.length > 0) throw new AppError('malformed', 'percentages')
  return [member!, steward!, organisation]
}

function parseBudget(json: Json): Budget {
  const terms = asRecord(json['terms'], 'terms')
  const envelope = parseEnvelope(json)
  const granted = asList(json['changes'], 'changes', (change) => asHex(change['transaction'], 'transaction'))[0]
  if (granted === undefined) throw new AppError('malformed', 'changes')
  return {
    kind: 'budget',
    number: asBigInt(json['budgetId'], 'budgetId'),
    ...envelope,
    ...parseWords(terms),
    revokedAt: envelope.revokedAt ?? orNull(json['revokedAt'], 'revokedAt', asTimepoint),
    grantedAt: asTimepoint(json['grantedAt'], 'grantedAt'),
    transaction: granted,
    holders: asAddresses(terms['holders'], 'holders'),
    payees: asAddresses(terms['payees'], 'payees'),
    start: asTimepoint(terms['start'], 'start'),
    window: asBigInt(terms['window'], 'window'),
    objectionShare: asNumber(terms['objectionShare'], 'objectionShare'),
    secondSignature: asBoolean(terms['secondSignature'], 'secondSignature'),
    announceAbove: asBigInt(terms['announceAbove'], 'announceAbove'),
    isPaused: asBoolean(json['paused'], 'paused'),
    pausedBy: orNull(json['pausedBy'], 'pausedBy', (value, name) =>
      asBigInt(asRecord(value, name)['drawId'], 'drawId'),
    ),
  }
}

function parseGrant(json: Json): Grant {
  const amount = asBigInt(json['streamAmount'], 'streamAmount')
  return {
    kind: 'grant',
    number: asBigInt(json['grantId'], 'grantId'),
    ...parseEnvelope(json),
    ...parseWords(json),
    grantedAt: asTimepoint(json['grantedAt'], 'grantedAt'),
    transaction: asHex(json['transaction'], 'transaction'),
    recipient: asAddress(json['recipient'], 'recipient'),
    offeredTo: orNull(json['offeredTo'], 'offeredTo', asAddress),
    reviewers: asAddresses(json['reviewers'], 'reviewers'),
    required: asNumber(json['required'], 'required'),
    reportsDue: asBoolean(json['reportsDue'], 'reportsDue'),
    stream:
      amount === 0n
        ? null
        : {
            amount,
            start: asTimepoint(json['streamStart'], 'streamStart'),
            cliff: asTimepoint(json['streamCliff'], 'streamCliff'),
            end: asTimepoint(json['streamEnd'], 'streamEnd'),
          },
    milestones: asList(json['milestones'], 'milestones', (milestone) => ({
      index: asNumber(milestone['index'], 'index'),
      amount: asBigInt(milestone['amount'], 'amount'),
      digest: asHex(milestone['digest'], 'digest'),
      reviewers: asList(milestone['reviews'], 'reviews', (review) => asAddress(review['reviewer'], 'reviewer')),
      acceptedAt: orNull(milestone['acceptedAt'], 'acceptedAt', asTimepoint),
      acceptedBy: orNull(milestone['acceptedBy'], 'acceptedBy', asAddress),
    })),
    reported: asBigInt(json['reported'], 'reported'),
    clawedBackAt: orNull(json['clawedBackAt'], 'clawedBackAt', asTimepoint),
    clawedBack: orNull(json['clawedBack'], 'clawedBack', asBigInt) ?? 0n,
  }
}

/** What the three kinds that are opened with a document have in common. */
const parseOpened = (json: Json) => ({
  ...parseEnvelope(json),
  ...parseWords(json),
  grantedAt: asTimepoint(json['openedAt'], 'openedAt'),
  transaction: asHex(json['transaction'], 'transaction'),
  digest: asHex(json['digest'], 'digest'),
})

function parsePayout(json: Json): Payout {
  return {
    kind: 'payout',
    number: asBigInt(json['payoutId'], 'payoutId'),
    ...parseOpened(json),
    form: asText(json['kind'], 'kind') === 'BATCH' ? 'batch' : 'list',
    rowsDigest: asHex(json['rowsDigest'], 'rowsDigest'),
    rowCount: Number(asBigInt(json['rowCount'], 'rowCount')),
    paidAt: orNull(json['paidAt'], 'paidAt', asTimepoint),
    setAsideCount: asNumber(json['setAsideCount'], 'setAsideCount'),
    claimCount: asNumber(json['claimCount'], 'claimCount'),
  }
}

/** A distribution of the index, or a round of one. */
export function parseDistribution(json: Json): Distribution {
  return {
    kind: 'distribution',
    number: asBigInt(json['distributionId'], 'distributionId'),
    ...parseOpened(json),
    standing: orNull(json['standing'], 'standing', (value, name) =>
      asBigInt(asRecord(value, name)['standingId'], 'standingId'),
    ),
    snapshot: asTimepoint(json['snapshot'], 'snapshot'),
    shares: asBigInt(json['shares'], 'shares'),
    share: asBigInt(json['share'], 'share'),
    percentages: asPercentages(json['percentages']),
    claimCount: asNumber(json['claimCount'], 'claimCount'),
    claimed: asBigInt(json['claimed'], 'claimed'),
  }
}

function parseStanding(json: Json): Standing {
  return {
    kind: 'standing',
    number: asBigInt(json['standingId'], 'standingId'),
    ...parseOpened(json),
    splits: asAddress(json['splits'], 'splits'),
    percentages: asPercentages(json['percentages']),
    minimum: asBigInt(json['minimum'], 'minimum'),
    credited: asBigInt(json['credited'], 'credited'),
    booked: asBigInt(json['booked'], 'booked'),
    allotted: asBigInt(json['allotted'], 'allotted'),
    roundCount: asNumber(json['roundCount'], 'roundCount'),
    lastRoundAt: orNull(json['lastRoundAt'], 'lastRoundAt', asTimepoint),
  }
}

const statuses: Record<string, DrawStatus> = {
  PENDING: 'pending',
  SETTLED: 'settled',
  WITHDRAWN: 'withdrawn',
  STOPPED: 'stopped',
  RELEASED: 'released',
}

/** An announced draw of the index. */
export function parseDraw(json: Json): Draw {
  const status = statuses[asText(json['status'], 'status')]
  if (status === undefined) throw new AppError('malformed', `status: ${String(json['status'])}`)
  return {
    number: asBigInt(json['drawId'], 'drawId'),
    budget: asBigInt(asRecord(json['budget'], 'budget')['budgetId'], 'budgetId'),
    announcer: asAddress(json['announcer'], 'announcer'),
    to: asAddresses(json['to'], 'to'),
    amounts: asValues(json['amounts'], 'amounts').map((one) => asBigInt(one, 'amounts')),
    sum: asBigInt(json['sum'], 'sum'),
    digest: orNull(json['digest'], 'digest', asHex),
    status,
    announcedAt: asTimepoint(json['announcedAt'], 'announcedAt'),
    payableAt: asTimepoint(json['payableAt'], 'payableAt'),
    expiresAt: asTimepoint(json['expiresAt'], 'expiresAt'),
    confirmedBy: orNull(json['confirmedBy'], 'confirmedBy', asAddress),
    objections: asBigInt(json['objections'], 'objections'),
    endedAt: orNull(json['endedAt'], 'endedAt', asTimepoint),
    waited: asBoolean(json['waited'], 'waited'),
  }
}

/** The time at which something happened, of the index. */
export const parseAt = (json: Json): Timepoint => asTimepoint(json['at'], 'at')
