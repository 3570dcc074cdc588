import { createHash } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Edit } from './judge-mutants.js'

/** One change to one place of a contract of ours. */
export type Mutant = Edit & {
  /** Of what is changed and in which function; the same while neither is edited, wherever it stands. */
  id: string
  /** The contract, library or file that the place belongs to. */
  contract: string
  line: number
  /** What was done to what. */
  name: string
}

export type Node = { nodeType?: string; src?: string; [key: string]: unknown }
type Place = { contract: string; function: string }
/** In bytes. */
type Span = { start: number; end: number }

const solc = createRequire(import.meta.url)('solc') as {
  compile(input: string, callbacks: { import(path: string): { contents: string } | { error: string } }): string
}

const operators: Record<string, string[]> = {
  '<': ['<=', '>='],
  '<=': ['<', '>'],
  '>': ['>=', '<='],
  '>=': ['>', '<'],
  '==': ['!='],
  '!=': ['=='],
  '&&': ['||'],
  '||': ['&&'],
  '+': ['-'],
  '-': ['+'],
  '*': ['/'],
  '/': ['*'],
  '%': ['/'],
  '<<': ['>>'],
  '>>': ['<<'],
  '&': ['|'],
  '|': ['&'],
  '^': ['&'],
  '+=': ['-=', '='],
  '-=': ['+=', '='],
  '|=': ['=', '&='],
  '&=': ['=', '|='],
  '++': ['--'],
  '--': ['++'],
}

/** The files of ours that are deployed; interfaces have nothing to change. */
export function listContracts(root: string): string[] {
  return ['governance', 'membership', 'registry', 'treasury']
    .flatMap((folder) => readdirSync(join(root, 'contracts', folder)).map((file) => `contracts/${folder}/${file}`))
    .sort()
}

/** The compiler's syntax trees of `files`, by file. */
export function parseContracts(root: string, files: string[]): Map<string, Node> {
  const read = (path: string) => readFileSync(join(root, path), 'utf8')
  const input = {
    language: 'Solidity',
    sources: Object.fromEntries(files.map((file) => [file, { content: read(file) }])),
    settings: {
      evmVersion: 'cancun',
      remappings: ['@openzeppelin/contracts/=node_modules/@openzeppelin/contracts/'],
      outputSelection: { '*': { '': ['ast'] } },
    },
  }
  const output = JSON.parse(solc.compile(JSON.stringify(input), { import: (path) => ({ contents: read(path) }) })) as {
    errors?: { severity: string; formattedMessage: string }[]
    sources: Record<string, { ast: Node }>
  }
  const errors = (output.errors ?? []).filter(({ severity }) => severity === 'error')
  if (errors.length) throw new Error(errors.map(({ formattedMessage }) => formattedMessage).join('\n'))
  return new Map(files.map((file) => [file, output.sources[file]!.ast]))
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).nodeType === 'string'

function childrenOf(node: Node): Node[] {
  return Object.values(node).flatMap((value) =>
    Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : [],
  )
}

function spanOf(node: Node): Span {
  const [start, length] = node.src!.split(':').map(Number)
  return { start: start!, end: start! + length! }
}

/**
 * Every mutant of every line of ours, from the compiler's syntax tree: operators and constants changed, conditions
 * negated, `super` calls and modifiers dropped, statements deleted. In the order of the sources.
 *
 * @throws Error with the compiler's words when the contracts do not compile.
 */
export function generateMutants(root: string): Mutant[] {
  return [...parseContracts(root, listContracts(root))].flatMap(([file, ast]) => mutateFile(root, file, ast))
}

function mutateFile(root: string, file: string, ast: Node): Mutant[] {
  const source = readFileSync(join(root, file))
  const mutants: Mutant[] = []
  const seen = new Map<string, number>()
  const done = new Set<string>()
  const text = ({ start, end }: Span) => source.subarray(start, end).toString()
  visit(ast, { contract: file.replace(/^.*\/|\.sol$/g, ''), function: '' })
  return mutants

  function add(place: Place, what: string, { start, end }: Span, replacement: string) {
    if (done.has(`${start} ${end} ${replacement}`)) return
    done.add(`${start} ${end} ${replacement}`)
    const from = source.lastIndexOf('\n', start) + 1
    const lineEnd = source.indexOf('\n', start)
    const line = source.subarray(from, lineEnd).toString().trim()
    const key = [file, place.contract, place.function, what, line, replacement].join('|')
    const occurrence = seen.get(key) ?? 0
    seen.set(key, occurrence + 1)
    mutants.push({
      id: createHash('sha256').update(`${key}|${occurrence}`).digest('hex').slice(0, 10),
      contract: place.contract,
      file,
      line: source.subarray(0, start).toString().split('\n').length,
      name: `${place.function || place.contract}: ${what}: ${shorten(text({ start, end }))} → ${shorten(replacement) || 'nothing'}`,
      start,
      end,
      replacement,
    })
  }

  /** Replaces the operator that stands between two spans. */
  function swapOperator(place: Place, operator: string, { start, end }: Span) {
    const at = source.indexOf(operator, start)
    if (at < start || at + operator.length > end) return
    for (const other of operators[operator] ?? []) {
      add(place, 'operator', { start: at, end: at + operator.length }, other)
    }
  }

  function negate(place: Place, condition: unknown) {
    if (isNode(condition)) add(place, 'condition negated', spanOf(condition), `!(${text(spanOf(condition))})`)
  }

  function remove(place: Place, what: string, node: Node) {
    const span = spanOf(node)
    // Some statements are given without their semicolon.
    const end = source[span.end] === 0x3b ? span.end + 1 : span.end
    add(place, what, { ...span, end }, '{}')
  }

  function mutateLiteral(place: Place, node: Node) {
    const span = spanOf(node)
    const literal = text(span)
    if (node.kind === 'bool') add(place, 'constant', span, literal === 'true' ? 'false' : 'true')
    if (node.kind === 'string') add(place, 'constant', span, '"?"')
    if (node.kind !== 'number') return
    if (literal.startsWith('0x')) {
      add(place, 'constant', span, literal.slice(0, -1) + (literal.endsWith('0') ? '1' : '0'))
    } else {
      add(place, 'constant', span, `(${literal} + 1)`)
      if (!/^0( |$)/.test(literal)) add(place, 'constant', span, `(${literal} - 1)`)
    }
  }

  function visit(node: Node, place: Place): void {
    switch (node.nodeType) {
      case 'ContractDefinition':
        if (node.contractKind === 'interface') return
        place = { contract: String(node.name), function: '' }
        break
      case 'FunctionDefinition':
      case 'ModifierDefinition':
        place = { ...place, function: String(node.name || node.kind) }
        for (const modifier of (node.modifiers ?? []) as Node[]) {
          if (modifier.kind === 'modifierInvocation') add(place, 'modifier dropped', spanOf(modifier), '')
        }
        break
      case 'StructDefinition':
      case 'EnumDefinition':
      case 'EventDefinition':
      case 'ErrorDefinition':
      case 'ImportDirective':
      case 'ArrayTypeName':
      case 'ModifierInvocation':
        return
      case 'BinaryOperation':
        swapOperator(place, String(node.operator), {
          start: spanOf(node.leftExpression as Node).end,
          end: spanOf(node.rightExpression as Node).start,
        })
        break
      case 'Assignment':
        swapOperator(place, String(node.operator), {
          start: spanOf(node.leftHandSide as Node).end,
          end: spanOf(node.rightHandSide as Node).start,
        })
        break
      case 'UnaryOperation': {
        const operand = spanOf(node.subExpression as Node)
        if (node.operator === '!' || node.operator === '~') {
          add(place, 'operator', spanOf(node), text(operand))
        } else {
          const { start, end } = spanOf(node)
          swapOperator(
            place,
            String(node.operator),
            node.prefix ? { start, end: operand.start } : { start: operand.end, end },
          )
        }
        break
      }
      case 'Literal':
        mutateLiteral(place, node)
        break
      case 'Conditional':
        negate(place, node.condition)
        break
      case 'ForStatement':
        negate(place, node.condition)
        break
      case 'IfStatement':
        negate(place, node.condition)
        remove(place, 'statement deleted', node)
        break
      case 'ExpressionStatement':
        remove(place, text(spanOf(node)).startsWith('super.') ? 'super call dropped' : 'statement deleted', node)
        break
      case 'RevertStatement':
      case 'EmitStatement':
      case 'Return':
      case 'Continue':
      case 'YulAssignment':
      case 'YulExpressionStatement':
        remove(place, 'statement deleted', node)
        break
      case 'InlineAssembly':
        visit(node.AST as Node, place)
        return
      case 'YulLiteral':
        mutateLiteral(place, node)
        break
      case 'YulFunctionCall':
        if ((node.functionName as Node).name === 'add') add(place, 'operator', spanOf(node.functionName as Node), 'sub')
        break
    }
    for (const child of childrenOf(node)) visit(child, place)
  }
}

const shorten = (text: string) => {
  const line = text.replace(/\s+/g, ' ')
  return line.length > 60 ? `${line.slice(0, 59)}…` : line
}
