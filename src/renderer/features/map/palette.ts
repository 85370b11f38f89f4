import type { Severity } from '#shared/contract/alert'

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
    font: token('--font-text', "'Be Vietnam Pro', sans-serif"),
    textScale: Math.max(1, (Number.parseFloat(style.fontSize) || deskFontPx) / deskFontPx),
  }
}
