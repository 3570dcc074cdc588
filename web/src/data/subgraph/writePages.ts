/** The most entities that graph-node gives for one field of a query. */
const most = 1000

/**
 * Asks for one entity more than `count`, so that it is known whether there are more. A list that is longer than what one
 * field gives is asked for in several fields of the same query, which all answer for the same block.
 *
 * @param rest the arguments but `first` and `skip`
 * @example writePages('flows', 1500, 'orderBy: at', 'amount') // 'flows0: flows(first: 1000, …) … flows1: …'
 */
export function writePages(field: string, count: number, rest: string, fields: string): string {
  const wanted = count + 1
  return Array.from({ length: Math.ceil(wanted / most) }, (_, index) => {
    const skip = index * most
    return `${field}${index}: ${field}(first: ${Math.min(most, wanted - skip)}, skip: ${skip}, ${rest}) { ${fields} }`
  }).join('\n')
}

/** What the fields of {@link writePages} answered, one after another. */
export function readPages(data: Record<string, unknown>, field: string): unknown {
  const parts: unknown[] = []
  for (let index = 0; `${field}${index}` in data; index += 1) parts.push(data[`${field}${index}`])
  return parts.length > 0 && parts.every(Array.isArray) ? parts.flat() : undefined
}
