/** One thing drawn: the call, its arguments and the style in force. */
export type Drawn = { call: string; arguments: unknown[]; fillStyle: string; strokeStyle: string; globalAlpha: number; dashed: boolean }

type Style = { fillStyle: string; strokeStyle: string; globalAlpha: number; dash: number[] }

/** A 2D context that paints nothing and remembers what it was asked to paint; a letter is 6 pixels wide. */
export function recordingContext(): { context: CanvasRenderingContext2D; drawn: Drawn[]; texts(): string[] } {
  const drawn: Drawn[] = []
  let style: Style = { fillStyle: '', strokeStyle: '', globalAlpha: 1, dash: [] }
  const saved: Style[] = []
  const special: Record<string, unknown> = {
    measureText: (text: string) => ({ width: Array.from(text).length * 6 }),
    setLineDash: (dash: number[]) => (style.dash = dash),
    save: () => saved.push({ ...style }),
    restore: () => (style = saved.pop() ?? style),
  }
  const context = new Proxy({} as Record<string, unknown>, {
    get(target, name: string) {
      if (name in special) return special[name]
      if (name in style) return style[name as keyof Style]
      if (name in target) return target[name]
      return (...given: unknown[]) => {
        const { fillStyle, strokeStyle, globalAlpha, dash } = style
        drawn.push({ call: name, arguments: given, fillStyle, strokeStyle, globalAlpha, dashed: dash.length > 0 })
      }
    },
    set(target, name: string, value: unknown) {
      if (name in style) Object.assign(style, { [name]: value })
      else target[name] = value
      return true
    },
  })
  return {
    context: context as unknown as CanvasRenderingContext2D,
    drawn,
    texts: () => drawn.filter(({ call }) => call === 'fillText').map((each) => String(each.arguments[0])),
  }
}
