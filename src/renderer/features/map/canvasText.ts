import type { Palette } from './palette'

export type TextStyle = { weight: 400 | 500 | 600 | 700; sizePx: number; italic?: boolean; spacingPx?: number }

/** Draws and measures single lines of text on a canvas in the interface's typeface. */
export type CanvasText = {
  width(text: string, style: TextStyle): number
  /** The text shortened with an ellipsis to fit a width. */
  fitted(text: string, style: TextStyle, maximumPx: number): string
  /** Draws with the left edge at x and the middle of the line at y, with a halo in a second colour when one is given. */
  draw(text: string, x: number, y: number, style: TextStyle, colour: string, halo?: string): void
}

const rememberedWidths = 2_000

/** Text of one canvas. Widths are remembered until `forget`, which must follow a change of fonts. */
export function createCanvasText(context: CanvasRenderingContext2D, palette: () => Palette): CanvasText & { forget(): void } {
  const widths = new Map<string, number>()

  function apply({ weight, sizePx, italic, spacingPx }: TextStyle): void {
    context.font = `${italic === true ? 'italic ' : ''}${weight} ${sizePx}px ${palette().font}`
    context.letterSpacing = `${spacingPx ?? 0}px`
  }

  function width(text: string, style: TextStyle): number {
    apply(style)
    const key = `${context.font}|${style.spacingPx ?? 0}|${text}`
    const known = widths.get(key)
    if (known !== undefined) return known
    if (widths.size >= rememberedWidths) widths.clear()
    const measured = context.measureText(text).width
    widths.set(key, measured)
    return measured
  }

  return {
    width,
    fitted(text, style, maximumPx) {
      if (width(text, style) <= maximumPx) return text
      const characters = Array.from(text)
      let [least, most] = [0, characters.length]
      while (least < most) {
        const middle = Math.ceil((least + most) / 2)
        if (width(`${characters.slice(0, middle).join('').trimEnd()}…`, style) <= maximumPx) least = middle
        else most = middle - 1
      }
      return `${characters.slice(0, least).join('').trimEnd()}…`
    },
    draw(text, x, y, style, colour, halo) {
      apply(style)
      context.textBaseline = 'middle'
      context.textAlign = 'left'
      if (halo !== undefined) {
        context.strokeStyle = halo
        context.lineWidth = Math.max(2.5, style.sizePx * 0.24)
        context.lineJoin = 'round'
        context.strokeText(text, x, y)
      }
      context.fillStyle = colour
      context.fillText(text, x, y)
    },
    forget: () => widths.clear(),
  }
}
