import type { Address, Hex } from 'viem'
import { zeroAddress } from 'viem'
import type { DaoContracts } from '../../domain/dao'
import { type Flow, sortFlows } from '../../domain/treasury'
import { flowFields, parseFlow } from './listFlows'
import { asHex, asList } from './parse'
import { type Indexed, querySubgraph } from './querySubgraph'

/** The most entities that graph-node gives for one field. */
const most = 1000

/** The index's name of an asset of a treasury; null for the coin. */
export function assetId(treasury: Address, token: Address | null): Hex {
  return `${treasury}${(token ?? zeroAddress).slice(2)}`.toLowerCase() as Hex
}

/**
 * Every movement of the given assets after a block, the newest first, all as of one block: the one that the first page
 * was answered for.
 *
 * @param tokens null for the coin
 * @param onprogress told how many were read, after each page
 * @example await listLedger(url, dao, [null], 0n, (count) => (progress = count))
 * @throws AppError also where that block was replaced in the meantime
 */
export async function listLedger(
  url: string,
  dao: Pick<DaoContracts, 'governor' | 'treasury'>,
  tokens: readonly (Address | null)[],
  afterBlock: bigint,
  onprogress: (count: number) => void,
  pageSize = most,
): Promise<Indexed<Flow[]>> {
  const assets = tokens.map((token) => `"${assetId(dao.treasury, token)}"`).join()
  const flows: Flow[] = []
  let at: Indexed<unknown>['at'] | null = null
  let last: Hex = '0x'
  for (;;) {
    const after: string = at === null ? '' : `, id_gt: "${last}"`
    const block: string = at === null ? '' : `, block: { hash: "${at.hash}" }`
    const where = `dao: $dao, block_gt: $after, asset_in: [${assets}]${after}`
    const page: Indexed<{ id: Hex; flow: Flow }[]> = await querySubgraph(
      url,
      '($dao: Bytes!, $after: BigInt!)',
      `flows(first: ${pageSize}, orderBy: id, where: { ${where} }${block}) { id ${flowFields} }`,
      { dao: dao.governor.toLowerCase(), after: afterBlock.toString() },
      (data) => asList(data['flows'], 'flows', (json) => ({ id: asHex(json['id'], 'id'), flow: parseFlow(json) })),
    )
    at ??= page.at
    flows.push(...page.value.map(({ flow }) => flow))
    onprogress(flows.length)
    if (page.value.length < pageSize) return { value: sortFlows(flows), at }
    last = page.value.at(-1)!.id
  }
}
