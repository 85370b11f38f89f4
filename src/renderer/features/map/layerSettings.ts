/** The layers of the city, in the order a person finds them in the panel. */
export const layerIds = [
  'alerts',
  'incidents',
  'reports',
  'units',
  'gauges',
  'cameras',
  'facilities',
  'heat',
  'buildings',
  'terrain',
  'wards',
] as const
export type LayerId = (typeof layerIds)[number]

export const buildingColours = ['height', 'use', 'ward', 'flood'] as const
export const mapThemes = ['night', 'day', 'contrast'] as const
export type MapTheme = (typeof mapThemes)[number]

/** What one window shows of the city, and in which colours. */
export type LayerSettings = {
  shown: Readonly<Record<LayerId, boolean>>
  buildingColour: (typeof buildingColours)[number]
  theme: MapTheme
}

/** What a window shows before anybody has chosen. */
export const defaultLayers: LayerSettings = {
  shown: {
    alerts: true,
    incidents: true,
    reports: false,
    units: true,
    gauges: true,
    cameras: false,
    facilities: false,
    heat: false,
    buildings: true,
    terrain: true,
    wards: true,
  },
  buildingColour: 'height',
  theme: 'night',
}

/** The settings that were kept as text; whatever of them cannot be understood is as it is by default. */
export function layersFromText(text: string): LayerSettings {
  const kept = parsed(text)
  const shown = isRecord(kept['shown']) ? kept['shown'] : {}
  return {
    shown: Object.fromEntries(
      layerIds.map((id) => [id, typeof shown[id] === 'boolean' ? shown[id] : defaultLayers.shown[id]]),
    ) as LayerSettings['shown'],
    buildingColour: buildingColours.find((colour) => colour === kept['buildingColour']) ?? defaultLayers.buildingColour,
    theme: mapThemes.find((theme) => theme === kept['theme']) ?? defaultLayers.theme,
  }
}

function parsed(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text === '' ? '{}' : text)
    return isRecord(value) ? value : {}
  } catch {
    return {}
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
