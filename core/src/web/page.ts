import type { TemplateResult } from 'lit'
import type { Readable } from '@kreiswerk/ui-kit'
import type { Action, AnyAction } from '../action/action.ts'
import type { Allow } from '../action/allow.ts'
import type { ActionInput, PluginContext, SessionView } from '../action/context.ts'
import type { Rows } from '../action/rows.ts'
import type { Actor } from '../auth/actor.ts'
import type { Resource, UnitFilter } from '../auth/permission.ts'
import type { Static, TSchema } from '../base/schema.ts'
import type { EntityManager } from '../storage/database.ts'
import type { Forms } from './form.ts'
import type { Redirect } from './redirect.ts'

/** What a page knows of the request. */
export interface PageView<P = unknown, Q = unknown> {
  params: P
  query: Q
  actor: Actor
  session: SessionView | null
  locale: string
  /** Path and query of this page. */
  url: string
  now: Date
  origin: string
}

/** What `load` can reach: it reads, it never writes. */
export interface LoadContext<P, Q> extends PluginContext, PageView<P, Q> {
  em: EntityManager
  rows: Rows
  authorize(permission: string, resource?: Resource): void
  filter(permission: string): UnitFilter
  /** Runs a reading action as the same person. */
  call<R extends TSchema>(action: Action<TSchema, TSchema, TSchema, R>, input?: ActionInput): Promise<Static<R>>
}

export interface RenderContext<P, Q, D> extends PageView<P, Q> {
  data: D
  form: Forms
}

export type Rendered = TemplateResult | TemplateResult[]

/** What follows a form's success on a page: somewhere else, or a confirmation in the page's place. */
export interface Outcome {
  readonly action: AnyAction
  follow(done: { reply: unknown; view: PageView }): Rendered | Redirect
}

/** The action a form of this page may run, and what follows its success. */
export function after<R extends TSchema>(
  action: Action<TSchema, TSchema, TSchema, R>,
  follow: (done: { reply: Static<R>; view: PageView }) => Rendered | Redirect,
): Outcome {
  return { action: action as AnyAction, follow: follow as Outcome['follow'] }
}

/** How a page stands in the navigation of its area. */
export interface MenuEntry {
  label?: Readable
  /** Lower comes first; 100 unless told. */
  order?: number
}

/** How a page behaves that stands open by itself. */
export interface Screen {
  /** Where there is no JavaScript the page is loaded again after so many seconds; never unless told. */
  refreshSeconds?: number
}

/** What a page declares: its address, who may see it, what it loads and shows, and the forms it takes. */
export interface PageDefinition<P extends TSchema, Q extends TSchema, D> {
  /** Path with `:name` parameters; staff pages live below `/staff`. */
  path: `/${string}`
  area: 'citizen' | 'staff'
  allow: Allow
  /** Also the heading of the page. */
  title: Readable | ((context: RenderContext<Static<P>, Static<Q>, D>) => Readable)
  params?: P
  query?: Q
  /** In the footer of every page. */
  footer?: boolean
  /** In the navigation of its area, for everybody whom `allow` lets in. */
  menu?: boolean | MenuEntry
  /** A Lit element of the plugin's UI that is the page; staff area only. */
  element?: `${string}-${string}`
  /** Write it before the members that take its `data`, so that TypeScript infers their type. */
  load?(context: LoadContext<Static<P>, Static<Q>>): Promise<D | Redirect> | D | Redirect
  render?(context: RenderContext<Static<P>, Static<Q>, D>): Rendered
  /** The forms this page accepts. */
  done?: Outcome[]
  /**
   * For a screen on a wall or a public terminal: nothing but the page's own content, the plugin's browser module with it,
   * and no way out of it. Citizen area only.
   */
  screen?: Screen
  /**
   * Whether the plugin's browser module comes along, which makes the page more comfortable; it works without. Citizen area
   * only. Write it after `load`.
   */
  enhanced?(context: RenderContext<Static<P>, Static<Q>, D>): boolean
  /** Styles that only a few pages need: those of charts, and of the gallery of all components. */
  styles?: readonly ('chart' | 'gallery')[]
  /** Leaves out the kernel's heading where the page writes its own. */
  heading?: boolean
}

/** A page of any shape, for code that only passes pages around. */
export interface Page {
  readonly kind: 'page'
  readonly generation: 1
  readonly definition: Readonly<PageDefinition<TSchema, TSchema, unknown>>
}

/**
 * Declares a server-rendered page. Citizen pages work without JavaScript: their forms post to the page's own address,
 * success leads on, problems bring the page back with everything kept.
 */
export function page<P extends TSchema = TSchema, Q extends TSchema = TSchema, D = undefined>(
  definition: PageDefinition<P, Q, D>,
): Page {
  return { kind: 'page', generation: 1, definition: definition as unknown as Page['definition'] }
}
