import type * as acts from './en/acts'
import type * as first from './en/first'
import type * as found from './en/found'
import type * as governor from './en/governor'
import type * as members from './en/members'
import type * as money from './en/money'
import type * as shared from './en/shared'
import type * as voting from './en/voting'

type English = {
  first: typeof first.messages
  shared: typeof shared.messages
  voting: typeof voting.messages
  acts: typeof acts.messages
  governor: typeof governor.messages
  members: typeof members.messages
  money: typeof money.messages
  found: typeof found.messages
}

type Widen<Value> = Value extends string
  ? string
  : Value extends (...parameters: infer Parameters) => string
    ? (...parameters: Parameters) => string
    : { readonly [Key in keyof Value]: Widen<Value[Key]> }

/** What every language has to say, by the parts in which it is loaded: a message that is missing, or is too many, does not compile. */
export type Parts = { readonly [Name in keyof English]: Widen<English[Name]> }

/** A part of the catalogue. The `first` is always there; a page's route names the others that it needs. */
export type Part = keyof Parts

/** All messages, by section. */
export type Messages = Parts['first'] &
  Parts['shared'] &
  Parts['voting'] &
  Parts['acts'] &
  Parts['governor'] &
  Parts['members'] &
  Parts['money'] &
  Parts['found']

type Catalogue = { readonly [Name in Part]: () => Promise<{ readonly messages: Parts[Name] }> }

const en: Catalogue = {
  first: () => import('./en/first'),
  shared: () => import('./en/shared'),
  voting: () => import('./en/voting'),
  acts: () => import('./en/acts'),
  governor: () => import('./en/governor'),
  members: () => import('./en/members'),
  money: () => import('./en/money'),
  found: () => import('./en/found'),
}

const zh: Catalogue = {
  first: () => import('./zh/first'),
  shared: () => import('./zh/shared'),
  voting: () => import('./zh/voting'),
  acts: () => import('./zh/acts'),
  governor: () => import('./zh/governor'),
  members: () => import('./zh/members'),
  money: () => import('./zh/money'),
  found: () => import('./zh/found'),
}

/** Where the parts of each language are loaded from. */
export const catalogues = { en, 'zh-Hans': zh } as const
