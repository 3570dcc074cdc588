import type { Component } from 'svelte'
import type { Route } from '../domain/route'
import type { Part } from '../i18n/catalogue'
import { language } from '../state/language.svelte'
import { addresses } from './addresses/route'
import { ballot } from './ballot/route'
import { books } from './books/route'
import { bring } from './bring/route'
import { carry } from './carry/route'
import { delegation } from './delegation/route'
import { desk } from './desk/route'
import { donations } from './donations/route'
import { governor } from './governor/route'
import { guardian } from './guardian/route'
import { guide } from './guide/route'
import { home } from './home/route'
import { join } from './join/route'
import { member } from './member/route'
import { members } from './members/route'
import { founding } from './new/route'
import { officer } from './officer/route'
import { proposal } from './proposal/route'
import { proposals } from './proposals/route'
import { propose } from './propose/route'
import { right } from './right/route'
import { rights } from './rights/route'
import { rules } from './rules/route'
import { seat } from './seat/route'
import { settings } from './settings/route'
import { treasury } from './treasury/route'

/** Every page: its name in an address, the parts of the catalogue beside the first, its view. */
export const routes = [
  home,
  proposals,
  proposal,
  propose,
  ballot,
  carry,
  members,
  member,
  join,
  seat,
  officer,
  guardian,
  delegation,
  treasury,
  desk,
  rights,
  right,
  donations,
  books,
  addresses,
  rules,
  settings,
  guide,
  bring,
  governor,
  founding,
] as const satisfies readonly {
  readonly page: Route['page']
  readonly parts: readonly Part[]
  readonly load: () => Promise<object>
}[]

/** Loads the view of a place, and what it says; null where there is none. Throws where one of them does not come. */
export async function loadView(route: Route): Promise<Component | null> {
  const found = routes.find(({ page }) => page === route.page)
  if (!found) return null
  const [view] = await Promise.all([found.load(), language.need(found.parts)])
  return view.default as Component
}
