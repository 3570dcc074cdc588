import { formatDays, formatHours, parseDays, parseHours } from './dayText'
import { checkParameters, type Founder, gates, type Kind, kinds, type Parameters, transferRules } from './daoParameters'
import { type FounderLine, formatFounder, readFounders } from './founderList'
import type { Choices } from './founding'
import type { ParameterError } from './parameterError'

export type GateName = (typeof gates)[number]

/** A DAO as it is being thought out: what was typed, which may still be wrong. */
export type DaoDraft = {
  readonly name: string
  readonly symbol: string
  readonly charter: string
  /** Stands where the charter's text is kept elsewhere; counts only without a text. */
  readonly charterDigest: string
  /** See `readFounders`. */
  readonly founders: string
  /** Days. */
  readonly votingDelay: string
  readonly votingPeriod: string
  readonly timelockDelay: string
  readonly grace: string
  /** Hours. */
  readonly swingExtension: string
  readonly lockWindow: string
  readonly proposalThreshold: string
  readonly quorumNumerator: string
  readonly proposalLimit: string
  readonly hasGuardian: boolean
  readonly guardian: string
  /** Days. */
  readonly guardianTerm: string
  readonly transfer: (typeof transferRules)[number]
  readonly several: boolean
  readonly admissionShare: string
  readonly gates: readonly GateName[]
  readonly terms: Readonly<Record<Kind, { readonly days: string; readonly selfRenewal: boolean }>>
  /** Addresses, a line each. */
  readonly assets: string
}

/** How a DAO decides, as one choice. */
export const presets = {
  circle: decide(1, 3, 2, 14, 24, 6, 1, 30, 3),
  association: decide(2, 7, 3, 14, 48, 12, 1, 20, 3),
  careful: decide(3, 10, 7, 21, 72, 24, 1, 33, 2),
  large: decide(2, 10, 3, 14, 48, 24, 5, 10, 1),
} as const
export const presetNames = Object.keys(presets) as PresetName[]
export type PresetName = keyof typeof presets
type Deciding = Pick<
  DaoDraft,
  | 'votingDelay'
  | 'votingPeriod'
  | 'timelockDelay'
  | 'grace'
  | 'swingExtension'
  | 'lockWindow'
  | 'proposalThreshold'
  | 'quorumNumerator'
  | 'proposalLimit'
>

function decide(
  delay: number,
  period: number,
  wait: number,
  grace: number,
  swing: number,
  lock: number,
  threshold: number,
  quorum: number,
  limit: number,
): Deciding {
  return {
    votingDelay: String(delay),
    votingPeriod: String(period),
    timelockDelay: String(wait),
    grace: String(grace),
    swingExtension: String(swing),
    lockWindow: String(lock),
    proposalThreshold: String(threshold),
    quorumNumerator: String(quorum),
    proposalLimit: String(limit),
  }
}

/** The preset that a draft decides by; null where it is one of its own. */
export function findPreset(draft: DaoDraft): PresetName | null {
  const isSame = (name: PresetName) =>
    (Object.entries(presets[name]) as [keyof Deciding, string][]).every(([key, value]) => draft[key].trim() === value)
  return presetNames.find(isSame) ?? null
}

export const emptyDao: DaoDraft = {
  name: '',
  symbol: '',
  charter: '',
  charterDigest: '',
  founders: '',
  ...presets.association,
  hasGuardian: false,
  guardian: '',
  guardianTerm: '180',
  transfer: 'locked',
  several: false,
  admissionShare: '10',
  gates: ['officers', 'invitations'],
  terms: {
    member: { days: '365', selfRenewal: false },
    steward: { days: '730', selfRenewal: false },
    organisation: { days: '365', selfRenewal: true },
    observer: { days: '365', selfRenewal: true },
  },
  assets: '',
}

/** Where the wizard asks for what. */
export const daoSteps = ['who', 'members', 'deciding', 'stopping', 'assets', 'review'] as const
export type DaoStep = (typeof daoSteps)[number]

/** The step in which a parameter is asked for. */
export function findStep(parameter: string): DaoStep {
  if (/^(name|symbol|charter)/.test(parameter)) return 'who'
  if (parameter.startsWith('founders')) return 'members'
  if (/^(guardian|seats)/.test(parameter)) return 'stopping'
  return parameter.startsWith('assets') ? 'assets' : 'deciding'
}

/** The tokens that were typed, each as it was. */
export const listAssetWords = ({ assets }: Pick<DaoDraft, 'assets'>): string[] =>
  assets.split(/[\s,;，；]+/).filter((word) => word !== '')

/** A number as a parameter file has it; what is none stays the text that it is, for whoever checks it. */
const asNumber = (text: string): number | string => (/^\d{1,15}$/.test(text.trim()) ? Number(text.trim()) : text)

/**
 * A draft as a parameter file holds it: what `daoParameters` reads, `npm run new` takes and {@link readDraft} takes back.
 * What is wrong in it stays in it.
 */
export function writeDraft(draft: DaoDraft): Record<string, unknown> {
  const days = (text: string) => parseDays(text) ?? text
  const hours = (text: string) => parseHours(text) ?? text
  const writeFounder = ({ founder, text }: FounderLine) =>
    founder === null ? text : founder.kind === 'member' && founder.term === 0 ? founder.account : founder
  return {
    name: draft.name.trim(),
    symbol: draft.symbol.trim(),
    founders: readFounders(draft.founders).map(writeFounder),
    seats: {
      transfer: draft.transfer,
      several: draft.several,
      admissionShare: asNumber(draft.admissionShare),
      gates: gates.filter((gate) => draft.gates.includes(gate)),
      kinds: Object.fromEntries(
        kinds.map((kind) => {
          const { days: term, selfRenewal } = draft.terms[kind]
          return [kind, { term: term.trim() === '' ? 0 : days(term), selfRenewal }]
        }),
      ),
    },
    votingDelay: days(draft.votingDelay),
    votingPeriod: days(draft.votingPeriod),
    proposalThreshold: asNumber(draft.proposalThreshold),
    quorumNumerator: asNumber(draft.quorumNumerator),
    swingExtension: hours(draft.swingExtension),
    lockWindow: hours(draft.lockWindow),
    proposalLimit: asNumber(draft.proposalLimit),
    timelockDelay: days(draft.timelockDelay),
    grace: days(draft.grace),
    guardian: draft.hasGuardian ? { account: draft.guardian.trim(), term: days(draft.guardianTerm) } : null,
    charter:
      draft.charter.trim() === '' && draft.charterDigest !== '' ? draft.charterDigest : { text: writeCharter(draft) },
    assets: listAssetWords(draft),
  }
}

/** The charter's text as it is published: it ends with its last line. */
export const writeCharter = ({ charter }: Pick<DaoDraft, 'charter'>): string =>
  charter.trim() === '' ? '' : `${charter.trim()}\n`

/** What stands in a parameter file as somebody's path cannot be read in a browser. */
const readNothing = (): never => {
  throw new Error('a path')
}

/**
 * What a parameter file, or a draft that was kept, says. What is wrong in it is told when it is checked.
 *
 * @returns the path of the charter where the file only names one: its text is not there then
 * @throws ParameterError for what is no such file at all
 */
export function readDraft(json: unknown): { readonly draft: DaoDraft; readonly charterPath: string | null } {
  const whole = checkParameters(json, readNothing).problems.find(
    ({ parameter, reason }) =>
      (parameter === 'file' || !parameter.includes('.')) && ['file', 'unknown', 'missing'].includes(reason.kind),
  )
  if (whole) throw whole
  const given = json as Record<string, unknown>
  const seats = asRecord(given['seats'])
  const terms = asRecord(seats['kinds'])
  const guardian = given['guardian'] === null ? null : asRecord(given['guardian'])
  const { charter } = given
  const isDigest = typeof charter === 'string' && /^0x/i.test(charter)
  const text = asRecord(charter)['text']
  const draft: DaoDraft = {
    name: asText(given['name']),
    symbol: asText(given['symbol']),
    charter: typeof text === 'string' ? text.trimEnd() : '',
    charterDigest: isDigest ? charter : '',
    founders: asList(given['founders']).map(writeFounderLine).join('\n'),
    votingDelay: asDays(given['votingDelay']),
    votingPeriod: asDays(given['votingPeriod']),
    timelockDelay: asDays(given['timelockDelay']),
    grace: asDays(given['grace']),
    swingExtension: asHours(given['swingExtension']),
    lockWindow: asHours(given['lockWindow']),
    proposalThreshold: asText(given['proposalThreshold']),
    quorumNumerator: asText(given['quorumNumerator']),
    proposalLimit: asText(given['proposalLimit']),
    hasGuardian: guardian !== null,
    guardian: asText(guardian?.['account']),
    guardianTerm: guardian === null ? emptyDao.guardianTerm : asDays(guardian['term']),
    transfer: transferRules.find((rule) => rule === seats['transfer']) ?? emptyDao.transfer,
    several: seats['several'] === true,
    admissionShare: asText(seats['admissionShare']),
    gates: gates.filter((gate) => asList(seats['gates']).includes(gate)),
    terms: Object.fromEntries(
      kinds.map((kind) => {
        const { term, selfRenewal } = asRecord(terms[kind])
        return [kind, { days: term === 0 ? '' : asDays(term), selfRenewal: selfRenewal === true }]
      }),
    ) as DaoDraft['terms'],
    assets: asList(given['assets']).map(asText).join('\n'),
  }
  return { draft, charterPath: typeof charter === 'string' && !isDigest ? charter : null }
}

const asRecord = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {}
const asList = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])
const asText = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''
const isLength = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0
const asDays = (value: unknown): string => (isLength(value) ? formatDays(value) : asText(value))
const asHours = (value: unknown): string => (isLength(value) ? formatHours(value) : asText(value))

function writeFounderLine(value: unknown): string {
  if (typeof value === 'string') return value.replace(/[\r\n]+/g, ' ')
  const { account, kind, term } = asRecord(value)
  if (isLength(term)) return formatFounder({ account, kind, term } as Founder)
  return [account, kind, term].map(asText).join(', ')
}

/** A draft with all that is wrong with it: the lines of the founders' list, and the parameters. */
export type JudgedDraft = {
  readonly parameters: Parameters | null
  readonly lines: readonly FounderLine[]
  readonly problems: readonly ParameterError[]
}

/** Checks a draft as its file would be checked, and its founders line by line. */
export function judgeDraft(draft: DaoDraft): JudgedDraft {
  const lines = readFounders(draft.founders)
  const wrong = lines.filter(({ problem }) => problem !== null).length
  const { parameters, problems } = checkParameters(writeDraft(draft), readNothing)
  // A line that is wrong is told beside it, and not as the parameter that it becomes.
  const others = problems.filter(({ parameter }) => wrong === 0 || !parameter.startsWith('founders'))
  return { parameters, lines, problems: others }
}

/** The steps in which something is still wrong. */
export function listOpenSteps({ lines, problems }: JudgedDraft): ReadonlySet<DaoStep> {
  const open = new Set(problems.map(({ parameter }) => findStep(parameter)))
  if (lines.some(({ problem }) => problem !== null)) open.add('members')
  return open
}

/** What the consequences follow from, as far as it was typed; null where one of the numbers is none. */
export function readChoices(draft: DaoDraft): Choices | null {
  const file = writeDraft(draft)
  const names = [
    ...(['votingDelay', 'votingPeriod', 'timelockDelay', 'swingExtension'] as const),
    ...(['quorumNumerator', 'proposalThreshold'] as const),
  ]
  if (names.some((name) => typeof file[name] !== 'number')) return null
  const founders = readFounders(draft.founders).filter(({ founder }) => founder !== null)
  const guardian = file['guardian'] as Choices['guardian']
  if (guardian && typeof guardian.term !== 'number') return null
  return { ...(Object.fromEntries(names.map((name) => [name, file[name]])) as Choices), guardian, founders }
}

/** A draft that this browser kept; what is not of its kind is as in an empty one. */
export function parseKept(text: string | null): DaoDraft {
  let kept: Record<string, unknown>
  try {
    kept = asRecord(JSON.parse(text ?? '{}'))
  } catch {
    return emptyDao // What cannot be read cannot be kept.
  }
  const same = Object.entries(emptyDao).map(([key, empty]) => {
    const value = kept[key]
    return [key, typeof empty !== 'object' && typeof value === typeof empty ? value : empty]
  })
  const terms = asRecord(kept['terms'])
  return {
    ...(Object.fromEntries(same) as DaoDraft),
    transfer: transferRules.find((rule) => rule === kept['transfer']) ?? emptyDao.transfer,
    gates: Array.isArray(kept['gates']) ? gates.filter((gate) => asList(kept['gates']).includes(gate)) : emptyDao.gates,
    terms: Object.fromEntries(
      kinds.map((kind) => {
        const { days, selfRenewal } = asRecord(terms[kind])
        return [kind, typeof days === 'string' ? { days, selfRenewal: selfRenewal === true } : emptyDao.terms[kind]]
      }),
    ) as DaoDraft['terms'],
  }
}
