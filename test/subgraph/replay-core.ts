import { CID } from 'multiformats/cid'
import * as raw from 'multiformats/codecs/raw'
import { create as createDigest } from 'multiformats/hashes/digest'
import { sha256 } from 'multiformats/hashes/sha2'
import { concatHex, hexToBytes, numberToHex, zeroAddress, type Address, type Hex } from 'viem'
import type { Deployment } from '../../scripts/generate.js'
import { readEntities, type Row, type Tables, type Value } from './entities.js'
import { parseDocument } from './parse-texts.js'

export type Log = {
  address: Address
  topics: Hex[]
  data: Hex
  blockNumber: bigint
  at: bigint
  transactionHash: Hex
  sender: Address
  /** What the sender called, and with what. */
  to: Address | null
  input: Hex
  logIndex: number
}

export type Facts = Record<string, Value | bigint | number | undefined>

/** A row whose decision is told later in its transaction. */
export type Entry = { entity: string; id: string }

export const gateNames = ['OFFICERS', 'INVITATIONS', 'LISTS', 'CREDENTIALS']

/** What every part of the replay works with: rows, and those that are made when they are first named. */
export abstract class ReplayCore {
  readonly tables: Tables = new Map([...readEntities().keys()].map((name) => [name, new Map<string, Row>()]))
  protected readonly governor: Hex
  protected readonly treasury: Hex
  protected readonly membership: Hex
  protected readonly observers: Hex
  protected readonly gates: Hex
  protected readonly recovery: Hex
  protected readonly statements: Hex
  protected readonly registry: Hex
  protected readonly budgets: Hex
  protected readonly grants: Hex
  protected readonly payouts: Hex
  protected readonly distributions: Hex
  protected readonly donations: Hex
  protected readonly splits: Hex
  private readonly assets: Set<string>
  private queue: { transaction: Hex; entries: Entry[] } | undefined

  constructor(
    private readonly deployment: Deployment,
    protected readonly documents: ReadonlyMap<string, Uint8Array>,
  ) {
    this.governor = deployment.governor.toLowerCase() as Hex
    this.treasury = deployment.treasury.toLowerCase() as Hex
    this.membership = deployment.membership.toLowerCase() as Hex
    this.observers = deployment.observers.toLowerCase() as Hex
    this.gates = deployment.gates.toLowerCase() as Hex
    this.recovery = deployment.recovery.toLowerCase() as Hex
    this.statements = deployment.statements.toLowerCase() as Hex
    this.registry = deployment.registry.toLowerCase() as Hex
    this.budgets = deployment.budgets.toLowerCase() as Hex
    this.grants = deployment.grants.toLowerCase() as Hex
    this.payouts = deployment.payouts.toLowerCase() as Hex
    this.distributions = deployment.distributions.toLowerCase() as Hex
    this.donations = deployment.donations.toLowerCase() as Hex
    this.splits = deployment.splits.toLowerCase() as Hex
    this.assets = new Set(deployment.assets.map((asset) => asset.toLowerCase()))
  }

  protected row(entity: string, id: string): Row | undefined {
    return this.tables.get(entity)!.get(id)
  }

  protected put(entity: string, id: string, facts: Facts): Row {
    const row = this.row(entity, id) ?? ({ id } as Row)
    for (const [name, value] of Object.entries(facts)) {
      row[name] = typeof value === 'bigint' || typeof value === 'number' ? String(value) : (value ?? null)
    }
    this.tables.get(entity)!.set(id, row)
    return row
  }

  protected add(row: Row, field: string, by: bigint | number) {
    row[field] = String(BigInt(row[field] as string) + BigInt(by))
  }

  protected dao(log: Log): Row {
    const known = this.row('Dao', this.governor)
    if (known) return known
    const dao = this.put('Dao', this.governor, {
      name: this.deployment.name,
      governor: this.governor,
      treasury: this.treasury,
      membership: this.membership,
      observers: this.observers,
      gates: this.gates,
      recovery: this.recovery,
      admissionGovernor: this.governor,
      statements: this.statements,
      transferRule: 'LOCKED',
      severalSeats: false,
      verifier: null,
      verifiedKind: null,
      registry: this.registry,
      budgets: this.budgets,
      grants: this.grants,
      payouts: this.payouts,
      distributions: this.distributions,
      donations: this.donations,
      splits: this.splits,
      creator: log.sender.toLowerCase(),
      namedAssets: this.deployment.assets.map((asset) => asset.toLowerCase()),
      charter: null,
      splitRule: null,
      createdAt: log.at,
      createdAtBlock: log.blockNumber,
      grace: this.deployment.grace,
      guardian: null,
      guardianBurnt: false,
    })
    const zeros = 'votingDelay votingPeriod proposalThreshold quorumNumerator timelockDelay guardianExpiresAt'
    const rules = 'swingExtension lockWindow proposalLimit'
    const seats = 'memberSeatCount stewardSeatCount organisationSeatCount observerSeatCount lapsedSeatCount'
    const counts = 'seatCount memberCount listCount proposalCount ballotCount castCount documentCount admissionShare'
    for (const name of `${zeros} ${rules} ${seats} ${counts}`.split(' ')) dao[name] = '0'
    this.put('TreasuryOwner', this.treasury, { dao: this.governor })
    for (const asset of this.assets) this.put('NamedTarget', this.treasury + asset.slice(2), {})
    this.asset(zeroAddress, 'COIN')
    for (const index of [0, 1, 2, 3]) this.gate(index)
    return dao
  }

  protected member(account: Hex): Row {
    const id = this.governor + account.toLowerCase().slice(2)
    const zeros = { seatCount: 0, observerSeatCount: 0, votes: 0, delegatorCount: 0, ballotCount: 0, proposalCount: 0 }
    return (
      this.row('Member', id) ??
      this.put('Member', id, {
        dao: this.governor,
        account: account.toLowerCase(),
        accountText: account.slice(2).toLowerCase(),
        joinedAt: null,
        delegate: null,
        delegatedAt: null,
        ...zeros,
      })
    )
  }

  protected gate(index: number): Row {
    const id = this.gates + word(index)
    const facts = { dao: this.governor, gate: gateNames[index] ?? 'UNKNOWN', open: false, admissionCount: 0 }
    return this.row('Gate', id) ?? this.put('Gate', id, { ...facts, changedBy: null, changedAt: null })
  }

  protected asset(token: Hex, kind: string): Row {
    const id = this.treasury + token.toLowerCase().slice(2)
    const listed = kind === 'COIN' || this.assets.has(token.toLowerCase()) || this.row('NamedTarget', id) !== undefined
    const zeros = { received: 0, paid: 0, balance: 0, flowCount: 0 }
    return (
      this.row('Asset', id) ??
      this.put('Asset', id, { dao: this.governor, token: token.toLowerCase(), kind, listed, ...zeros })
    )
  }

  protected name(target: Hex) {
    const id = this.treasury + target.toLowerCase().slice(2)
    this.put('NamedTarget', id, {})
    const asset = this.row('Asset', id)
    if (asset) asset.listed = true
  }

  protected event(log: Log): Facts {
    return { dao: this.governor, at: log.at, block: log.blockNumber, transaction: log.transactionHash }
  }

  protected setting(log: Log, name: string, oldValue: unknown, newValue: unknown, id = eventId(log)) {
    this.dao(log)
    const values = { name, oldValue: String(oldValue).toLowerCase(), newValue: String(newValue).toLowerCase() }
    this.put('SettingChanged', id, { ...this.event(log), ...values })
  }

  /** A document is there once it is named; where nobody published it, it is not. */
  protected readDocument(cid: string) {
    const bytes = this.documents.get(cid)
    if (!bytes) return
    const sections = parseDocument(bytes)
    this.put('Document', cid, { status: sections ? 'VALID' : 'INVALID', size: bytes.length })
    for (const section of sections ?? []) {
      this.put('DocumentSection', `${cid}/${section.language}`, { document: cid, ...section })
    }
  }

  /** Holds a row open until a later log of the transaction says which operation it follows from. */
  protected awaitDecision(log: Log, entry: Entry) {
    if (this.queue?.transaction !== log.transactionHash) this.queue = { transaction: log.transactionHash, entries: [] }
    this.queue.entries.push(entry)
  }

  protected takeDecided(log: Log): Entry[] {
    return this.queue?.transaction === log.transactionHash ? this.queue.entries.splice(0) : []
  }

  /** Takes the latest that is open and that `isMeant`. */
  protected takeDecidedOne(log: Log, isMeant: (entry: Entry) => boolean): Entry | undefined {
    if (this.queue?.transaction !== log.transactionHash) return undefined
    const index = this.queue.entries.findLastIndex(isMeant)
    return index === -1 ? undefined : this.queue.entries.splice(index, 1)[0]
  }
}

export function word(value: bigint | number): string {
  return numberToHex(BigInt(value), { size: 32 }).slice(2)
}

export function littleEndian(value: number): string {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes.toString('hex')
}

export function eventId(log: Log): string {
  return concatHex([log.transactionHash, `0x${littleEndian(log.logIndex)}`])
}

export function decodeTypes(types: string) {
  return types.split(' ').map((type) => ({ type }))
}

export function toCid(digest: Hex): string {
  return CID.createV1(raw.code, createDigest(sha256.code, hexToBytes(digest))).toString()
}
