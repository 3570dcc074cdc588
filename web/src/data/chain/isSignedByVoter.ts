import { describeSignedBallot, type SignedBallot, type SigningDomain } from '../../domain/signedBallot'
import type { ChainClient } from './createChainClient'
import { isSignedBy } from './isSignedBy'

/**
 * Whether a ballot's signature is its voter's. As `GovernorCarriedBallots._judge`.
 *
 * @example await isSignedByVoter(client, domain, ballot)
 * @throws AppError where the chain cannot be asked
 */
export function isSignedByVoter(client: ChainClient, domain: SigningDomain, ballot: SignedBallot): Promise<boolean> {
  return isSignedBy(client, ballot.voter, describeSignedBallot(domain, ballot), ballot.signature)
}
