import { Address } from '@graphprotocol/graph-ts'
import {
  GuardianBurnt,
  GuardianSet,
  ProposalThresholdSet,
  QuorumNumeratorUpdated,
  TimelockChange,
  VotingDelaySet,
  VotingPeriodSet,
  VotingRulesSet,
} from '../generated/templates/Governor/AlthingGovernor'
import { Dao } from '../generated/schema'
import { getDao } from './entities'
import { recordDifferences, recordSetting } from './settings'

export function handleVotingDelaySet(event: VotingDelaySet): void {
  const dao = getDao()
  const params = event.params
  dao.votingDelay = params.newVotingDelay
  dao.save()
  recordSetting(event, dao, 'votingDelay', params.oldVotingDelay.toString(), params.newVotingDelay.toString())
}

export function handleVotingPeriodSet(event: VotingPeriodSet): void {
  const dao = getDao()
  const params = event.params
  dao.votingPeriod = params.newVotingPeriod
  dao.save()
  recordSetting(event, dao, 'votingPeriod', params.oldVotingPeriod.toString(), params.newVotingPeriod.toString())
}

export function handleProposalThresholdSet(event: ProposalThresholdSet): void {
  const dao = getDao()
  const before = event.params.oldProposalThreshold.toString()
  dao.proposalThreshold = event.params.newProposalThreshold
  dao.save()
  recordSetting(event, dao, 'proposalThreshold', before, dao.proposalThreshold.toString())
}

export function handleQuorumNumeratorUpdated(event: QuorumNumeratorUpdated): void {
  const dao = getDao()
  const before = event.params.oldQuorumNumerator.toString()
  dao.quorumNumerator = event.params.newQuorumNumerator
  dao.save()
  recordSetting(event, dao, 'quorumNumerator', before, dao.quorumNumerator.toString())
}

export function handleVotingRulesSet(event: VotingRulesSet): void {
  const dao = getDao()
  const before = listVotingRules(dao)
  dao.swingExtension = event.params.swingExtension
  dao.lockWindow = event.params.lockWindow
  dao.proposalLimit = event.params.proposalLimit
  dao.save()
  recordDifferences(event, dao, ['swingExtension', 'lockWindow', 'proposalLimit'], before, listVotingRules(dao))
}

function listVotingRules(dao: Dao): string[] {
  return [dao.swingExtension.toString(), dao.lockWindow.toString(), dao.proposalLimit.toString()]
}

export function handleTimelockChange(event: TimelockChange): void {
  const params = event.params
  const before = params.oldTimelock.toHexString()
  recordSetting(event, getDao(), 'timelock', before, params.newTimelock.toHexString())
}

function describeGuardian(dao: Dao): string {
  if (dao.guardianBurnt) return 'burnt'
  const guardian = dao.guardian
  return guardian === null ? 'none' : guardian.toHexString() + ' ' + dao.guardianExpiresAt.toString()
}

export function handleGuardianSet(event: GuardianSet): void {
  const dao = getDao()
  const before = describeGuardian(dao)
  const guardian = event.params.guardian
  if (guardian == Address.zero()) dao.guardian = null
  else dao.guardian = guardian
  dao.guardianExpiresAt = event.params.expiresAt
  dao.save()
  recordSetting(event, dao, 'guardian', before, describeGuardian(dao))
}

export function handleGuardianBurnt(event: GuardianBurnt): void {
  const dao = getDao()
  const before = describeGuardian(dao)
  dao.guardianBurnt = true
  dao.save()
  recordSetting(event, dao, 'guardian', before, describeGuardian(dao))
}
