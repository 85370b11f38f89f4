import type { WebPage } from '#shared/contract/webPage'

/** What a page on the wall may do. */
export type WebRule = {
  /** Whether it may go there: the page itself and everything on its host. */
  mayGo(url: string): boolean
  /** Whether it may load from there: its host, those that were named for it, and what it makes itself. */
  mayLoad(url: string): boolean
}

/** The rule of a page that is asked for; undefined where it is on no list. */
export function webRuleOf(url: string, pages: readonly WebPage[]): WebRule | undefined {
  const asked = parsed(url)
  const page = asked === undefined ? undefined : pages.find((each) => parsed(each.url)?.origin === asked.origin)
  if (asked === undefined || page === undefined) return undefined
  const hosts = new Set([asked.host, ...page.alsoFrom.map((host) => host.toLowerCase())])
  const secure = new Set(['https:', 'wss:'])
  return {
    mayGo: (address) => parsed(address)?.origin === asked.origin,
    mayLoad(address) {
      const wanted = parsed(address)
      if (wanted === undefined) return false
      if (wanted.protocol === 'data:' || wanted.protocol === 'blob:') return true
      if (wanted.origin === asked.origin) return true
      if (!hosts.has(wanted.host)) return false
      // A page that came over an open line may go on over it to its own host; nothing else may.
      return secure.has(wanted.protocol) || (wanted.host === asked.host && asked.protocol === 'http:' && wanted.protocol === 'ws:')
    },
  }
}

function parsed(url: string): URL | undefined {
  try {
    const address = new URL(url)
    return address.username === '' && address.password === '' ? address : undefined
  } catch {
    return undefined
  }
}
