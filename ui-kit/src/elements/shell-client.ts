import type { Context, ContextType } from '@lit/context'
import { ContextProvider } from '@lit/context'
import { render } from 'lit'
import type { Announcer } from './announcer.ts'
import './announcer.ts'
import { createApi } from './api.ts'
import { busy } from './busy.ts'
import {
  announcerContext,
  apiContext,
  localeContext,
  navigateContext,
  routeContext,
  sessionContext,
} from './contexts.ts'
import '../enhance/character-count.ts'
import '../enhance/error-summary.ts'
import { missingElement } from './error-box.ts'
import type { KreiswerkElement } from './kreiswerk-element.ts'
import { queryOf } from './route.ts'
import { followQuery } from './shell-navigation.ts'
import type { ShellPage } from './shell-page.ts'
import { readShellPage } from './shell-page.ts'
import { setWording } from '../text.ts'

const loadingLimit = 15_000 // milliseconds; after that people are told instead of left waiting

const page = readShellPage()
const place = document.getElementById('kw-page-mount')
if (page && place) void start(page, place)
if (document.querySelector('kw-passkey') !== null) void import('../enhance/passkey.ts')

async function start(page: ShellPage, place: HTMLElement): Promise<void> {
  setWording({ locale: page.locale, words: (key) => page.messages[key] })
  render(busy(), place)
  try {
    await within(loadingLimit, load(page))
  } catch (error) {
    reportError(new Error(`<${page.element}> of the plugin "${page.plugin}" could not be loaded.`, { cause: error }))
    return void render(missingElement(page.plugin), place)
  }
  render(null, place)
  mount(page, place)
}

/** A plugin's module may be missing, broken or define something else; each is an error that names the plugin. */
async function load({ module, element }: ShellPage): Promise<void> {
  if (module === null) throw new Error('The plugin has no browser files.')
  await import(/* @vite-ignore */ module)
  if (!customElements.get(element)) throw new Error(`${module} does not define <${element}>.`)
}

function within(milliseconds: number, work: Promise<void>): Promise<void> {
  const late = new Promise<never>((_, reject) => {
    setTimeout(() => reject(new Error(`No answer within ${milliseconds} ms.`)), milliseconds)
  })
  return Promise.race([work, late])
}

function mount(page: ShellPage, place: HTMLElement): void {
  const element = document.createElement(page.element) as KreiswerkElement
  const routes = provide(routeContext, page.route)
  const navigate = followQuery(place, () => {
    const route = { ...page.route, query: queryOf(location.search) }
    routes.setValue(route)
    element.route = route
  })
  provide(apiContext, createApi<object>())
  provide(sessionContext, page.session)
  provide(localeContext, { locale: page.locale })
  provide(navigateContext, navigate)
  provide(announcerContext, announce)
  element.route = page.route
  place.append(element)
}

/** Whatever stands in the page can ask for these values. */
function provide<C extends Context<unknown, unknown>>(context: C, initialValue: ContextType<C>): ContextProvider<C> {
  return new ContextProvider(document.body, { context, initialValue })
}

function announce(message: string): void {
  document.querySelector<Announcer>('kw-announcer')?.announce(message)
}
