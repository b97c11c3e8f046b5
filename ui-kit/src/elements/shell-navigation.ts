import type { Navigate } from './contexts.ts'

/**
 * Keeps a staff page in place while only its query changes (sorting, paging, filters): the address changes, `show` is
 * called, nothing is loaded again. Everything else is an ordinary page load, with real addresses for every state.
 */
export function followQuery(root: HTMLElement, show: () => void): Navigate {
  function navigate(href: string): void {
    const target = new URL(href, location.href)
    if (!isThisPage(target)) return location.assign(href)
    history.pushState(null, '', target)
    show()
  }
  addEventListener('popstate', show)
  root.addEventListener('click', (event) => {
    const link = (event.target as Element).closest('a')
    if (!link || !isPlainClick(event) || link.target !== '' || link.hasAttribute('download')) return
    const target = new URL(link.href)
    if (!isThisPage(target) || target.hash !== '') return
    event.preventDefault()
    navigate(link.href)
  })
  return navigate
}

const isThisPage = (target: URL): boolean => target.origin === location.origin && target.pathname === location.pathname

const isPlainClick = (event: MouseEvent): boolean =>
  !event.defaultPrevented && event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey
