import type { Address } from 'viem'
import { zeroAddress } from 'viem'
import { asList } from './parse'
import { type Indexed, querySubgraph } from './querySubgraph'

/** How many accounts are asked for at once. */
const most = 100

/**
 * Which of some accounts the treasury paid before, in lower case: each is asked for its latest payment in an asset that the
 * DAO names, so that nobody's many payments hide another's one.
 *
 * @example const { value } = await listKnownPayees(url, governor, dao.assets, ['0x…'])
 * @throws AppError
 */
export async function listKnownPayees(
  url: string,
  governor: Address,
  assets: readonly Address[],
  accounts: readonly string[],
): Promise<Indexed<ReadonlySet<string>>> {
  const wanted = [...new Set(accounts.map((account) => account.toLowerCase()))]
  const tokens = [zeroAddress, ...assets.map((token) => token.toLowerCase())]
  const known = new Set<string>()
  for (let start = 0; ; start += most) {
    const part = wanted.slice(start, start + most)
    const fields = part.map(
      (account, place) =>
        `p${place}: flows(first: 1, where: { dao: $dao, direction: OUT, counterparty: "${account}", asset_: { token_in: $tokens } }) { id }`,
    )
    const answer = await querySubgraph(
      url,
      part.length === 0 ? '' : '($dao: Bytes!, $tokens: [Bytes!]!)',
      fields.join(' '),
      { dao: governor.toLowerCase(), tokens },
      (data) => part.filter((_, place) => asList(data[`p${place}`], `p${place}`, () => true).length > 0),
    )
    for (const account of answer.value) known.add(account)
    if (start + most >= wanted.length) return { ...answer, value: known }
  }
}
