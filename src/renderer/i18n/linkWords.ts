import type { LinkState } from '#shared/contract/stationPort'
import type { Translate } from './catalogue'
import { failureInWords } from './failureWords'
import type { Formats } from './formats'

/** The state of the line to the gateway, as every surface says it. */
export function linkInWords(link: LinkState, nowMs: number, t: Translate, formats: Formats): string {
  switch (link.state) {
    case 'live':
      return t('link.live')
    case 'catching-up':
      return t('link.catchingUp', { n: formats.count(link.remaining) })
    case 'connecting':
      return link.lastContactMs === null
        ? t('link.connecting')
        : t('link.connectingSince', { time: formats.timeSince(link.lastContactMs, nowMs) })
    case 'offline':
      return t(link.everConnected ? 'link.offlineSince' : 'link.neverConnected', { time: formats.timeSince(link.sinceMs, nowMs) })
    case 'refused':
      return t('link.refused', { reason: failureInWords(link.failure, t, formats) })
  }
}
