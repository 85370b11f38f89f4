import type { Language } from '#shared/contract/ipc'
import type { TileContent } from '#shared/contract/wall'
import type { CityManifest } from '#shared/contract/city'
import type { Translate } from '#i18n/catalogue'

/** What a content is called in the director. */
export function contentInWords(
  content: TileContent,
  viewpoints: CityManifest['viewpoints'],
  headlineOf: (alertId: string) => string | undefined,
  language: Language,
  t: Translate,
): string {
  switch (content.kind) {
    case 'city':
    case 'panorama': {
      const { aim } = content
      const name =
        aim.at === 'alert'
          ? (headlineOf(aim.alertId) ?? t('wall.content.alert'))
          : (viewpoints.find(({ id }) => id === aim.viewpointId)?.name[language] ?? aim.viewpointId)
      return t(`wall.content.${content.kind}`, { name })
    }
    case 'text':
      return t('wall.content.text', { name: content.title[language] })
    case 'sequence':
      return t('wall.content.sequence', { count: content.items.length })
    default:
      return t(`wall.content.${content.kind}`)
  }
}

/** Contents that can be chosen without filling in anything. */
export function offeredContents(viewpoints: CityManifest['viewpoints'], tourDwellS: number): TileContent[] {
  const city = (id: string) => ({ kind: 'city', aim: { at: 'viewpoint', viewpointId: id }, withClock: false }) as const
  const tour: TileContent[] =
    viewpoints.length < 2
      ? []
      : [{ kind: 'sequence', items: viewpoints.slice(0, 20).map(({ id }) => ({ content: city(id), dwellS: tourDwellS })) }]
  const panorama = viewpoints.slice(0, 1).map(({ id }): TileContent => ({ kind: 'panorama', aim: { at: 'viewpoint', viewpointId: id } }))
  return [
    ...viewpoints.map(({ id }) => city(id)),
    ...tour,
    ...panorama,
    { kind: 'alerts' },
    { kind: 'gauge', gaugeId: null },
    { kind: 'clock' },
  ]
}
