import type { Severity } from '#shared/contract/alert'
import type { AnswerTone } from '#shared/contract/answerLayer'

/** Colours and type that the canvases draw with, taken from the design tokens. */
export type Palette = {
  severity: Record<Severity, string>
  surface: string
  text: string
  mutedText: string
  land: string
  water: string
  road: string
  majorRoad: string
  ward: string
  label: string
  accent: string
  drill: string
  unit: string
  /** Muted hues that tell neighbouring wards apart. */
  wards: readonly string[]
  buildings: Record<'low' | 'high' | 'dim' | 'commerce' | 'office' | 'industry' | 'publicService' | 'shallow' | 'deep', string>
  /** Told apart by more than colour wherever they are used. */
  answer: Record<AnswerTone, string>
  font: string
  /** How much larger than on a desk text is here (a wall is read from afar). */
  textScale: number
}

const deskFontPx = 14

/** The palette in force at an element; each token has a fallback, so that a map without tokens is still a map. */
export function readPalette(element: HTMLElement): Palette {
  const style = getComputedStyle(element)
  const token = (name: string, fallback: string) => style.getPropertyValue(name).trim() || fallback
  return {
    severity: {
      critical: token('--severity-critical', '#ff4d4f'),
      high: token('--severity-high', '#ff9f40'),
      medium: token('--severity-medium', '#ffd43b'),
      low: token('--severity-low', '#5aa9ff'),
    },
    surface: token('--surface-0', '#0d1218'),
    text: token('--text-1', '#e6edf3'),
    mutedText: token('--text-2', '#9aa7b4'),
    land: token('--map-land', '#141b23'),
    water: token('--map-water', '#1d4a63'),
    road: token('--map-road', '#3b4652'),
    majorRoad: token('--map-road-major', '#8a7a5c'),
    ward: token('--map-ward', '#5b6875'),
    label: token('--map-label', '#a9b7c4'),
    accent: token('--accent', '#4da3ff'),
    drill: token('--drill', '#c77dff'),
    unit: token('--map-unit', '#d5e4f2'),
    wards: ['#6f8fae', '#a2886a', '#7f9f86', '#98809f', '#a39a6a', '#6f9a9e'],
    buildings: {
      low: token('--map-building', '#4d5c6b'),
      high: token('--map-building-tall', '#93a5b5'),
      dim: token('--map-building-dim', '#35414d'),
      commerce: token('--map-building-commerce', '#a08a5c'),
      office: token('--map-building-office', '#6f86ad'),
      industry: token('--map-building-industry', '#8a7494'),
      publicService: token('--map-building-public', '#6d9a84'),
      shallow: token('--map-flood-shallow', '#3fa7d6'),
      deep: token('--map-flood-deep', '#1457c8'),
    },
    answer: {
      water: token('--map-flood-shallow', '#3fa7d6'),
      plume: token('--answer-plume', '#c9a7e8'),
      reach: token('--answer-reach', '#7fd6a2'),
      route: token('--answer-route', '#8fd3ff'),
      sight: token('--answer-sight', '#e3e9ef'),
      measure: token('--accent', '#4da3ff'),
    },
    font: token('--font-text', "'Be Vietnam Pro', sans-serif"),
    textScale: Math.max(1, (Number.parseFloat(style.fontSize) || deskFontPx) / deskFontPx),
  }
}
