import type { Language } from '#shared/contract/ipc'
import type { TileContent } from '#shared/contract/wall'
import type { CityManifest, Gauge } from '#shared/contract/city'
import type { CityCamera } from '#shared/contract/cityParts'
import type { Translate } from '#i18n/catalogue'

/** Things of the city that contents name by their ids. */
export type KnownNames = {
  viewpoints: CityManifest['viewpoints']
  cameras: readonly Pick<CityCamera, 'id' | 'name'>[]
  gauges: readonly Pick<Gauge, 'id' | 'name'>[]
}

/** What a content is called in the director. */
export function contentInWords(
  content: TileContent,
  { viewpoints, cameras, gauges }: KnownNames,
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
      const city = t(`wall.content.${content.kind}`, { name })
      return content.answer === undefined ? city : `${city} · ${t(`questions.kinds.${content.answer.question.kind}`)}`
    }
    case 'text':
      return t('wall.content.text', { name: content.title[language] })
    case 'gauge': {
      const gauge = gauges.find(({ id }) => id === content.gaugeId)
      return content.gaugeId === null
        ? t('wall.content.gauge')
        : t('wall.content.gaugeOf', { name: gauge?.name[language] ?? content.gaugeId })
    }
    case 'domain':
      return t('wall.content.domain', { name: t(`tiles.domain.names.${content.domain}`) })
    case 'camera':
      return t('wall.content.camera', { name: cameras.find(({ id }) => id === content.cameraId)?.name[language] ?? content.cameraId })
    case 'camera-group':
      return t('wall.content.camera-group', { count: content.cameraIds.length })
    case 'document':
      return t('wall.content.document', { name: content.document.name })
    case 'web':
      return t('wall.content.web', { name: content.name })
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
