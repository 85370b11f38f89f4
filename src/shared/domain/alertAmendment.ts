import type { Alert, AlertState, Correction } from '#shared/contract/alert'

type Amendment = NonNullable<AlertState['amended']>

/** Nothing corrected: the source's words stand. */
export const noCorrection: Correction = { severity: null, headline: null, areaDescription: null }

export function isEmptyCorrection({ severity, headline, areaDescription }: Correction): boolean {
  return severity === null && headline === null && areaDescription === null
}

/**
 * An alert as a person corrects it. A headline replaces that of every language: the source's is what was wrong. A place replaces the
 * names of all areas; their shapes stay.
 */
export function correctedAlert(alert: Alert, { severity, headline, areaDescription }: Correction): Alert {
  return {
    ...alert,
    severity: severity ?? alert.severity,
    texts: headline === null ? alert.texts : alert.texts.map((text) => ({ ...text, headline })),
    areas: areaDescription === null ? alert.areas : renamed(alert.areas, areaDescription),
  }
}

/** What of the source's words a correction can hide, to be shown beside it. */
export function originalOf(alert: Alert): Amendment['original'] {
  return {
    severity: alert.severity,
    headlines: alert.texts.map(({ headline }) => headline),
    areaDescriptions: alert.areas.map(({ description }) => description),
  }
}

/** The alert as its source describes it, whatever people have corrected since. */
export function sourceAlertOf({ alert, amended }: Pick<AlertState, 'alert' | 'amended'>): Alert {
  if (amended === undefined) return alert
  const { severity, headlines, areaDescriptions } = amended.original
  return {
    ...alert,
    severity,
    texts: alert.texts.map((text, index) => ({ ...text, headline: headlines[index] ?? text.headline })),
    areas: alert.areas.slice(0, areaDescriptions.length).map((area, index) => ({ ...area, description: areaDescriptions[index] ?? '' })),
  }
}

/** What is left of a correction once the source has said something else: it holds for what the source has not changed. */
export function correctionAfter(said: Alert, before: Pick<AlertState, 'alert' | 'amended'>): Correction {
  if (before.amended === undefined) return noCorrection
  const { correction, original } = before.amended
  const now = originalOf(said)
  return {
    severity: now.severity === original.severity ? correction.severity : null,
    headline: isSame(now.headlines, original.headlines) ? correction.headline : null,
    areaDescription: isSame(now.areaDescriptions, original.areaDescriptions) ? correction.areaDescription : null,
  }
}

function renamed(areas: Alert['areas'], description: string): Alert['areas'] {
  if (areas.length === 0) return [{ description, polygons: [], circles: [], geocodes: [] }]
  return areas.map((area, index) => ({ ...area, description: index === 0 ? description : '' }))
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((text, index) => text === other[index])
}
