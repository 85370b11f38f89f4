import type { CDPSession } from '@playwright/test'

/** One stretch of work between two marks of a page: what passed on the clock, and what of it the page's main thread was at work. */
export type Stretch = { name: string; startMs: number; wallMs: number; cpuMs: number }

type TraceEvent = { cat: string; name: string; ph: string; ts: number; tts?: number; pid: number; tid: number }

/**
 * Records the marks `NAME<` and `NAME>` that a page sets (`performance.mark`), each with the time of its thread. That time stands still
 * while the thread waits, for the graphics as for other programs on this machine; it runs within the calls into the browser.
 */
export async function recordStretches(session: CDPSession, work: () => Promise<void>): Promise<Stretch[]> {
  const events: TraceEvent[] = []
  session.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])))
  const traceConfig = { includedCategories: ['blink.user_timing'], excludedCategories: ['*'] }
  await session.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig })
  await work()
  const complete = new Promise<void>((settle) => session.once('Tracing.tracingComplete', () => settle()))
  await session.send('Tracing.end')
  await complete
  return stretchesOf(events)
}

function stretchesOf(events: readonly TraceEvent[]): Stretch[] {
  const open = new Map<string, TraceEvent>()
  const stretches: Stretch[] = []
  for (const event of events.toSorted((a, b) => a.ts - b.ts)) {
    const name = event.name.slice(0, -1)
    if (event.cat !== 'blink.user_timing' || event.tts === undefined) continue
    if (event.name.endsWith('<')) open.set(name, event)
    const start = open.get(name)
    if (!event.name.endsWith('>') || start?.tts === undefined) continue
    open.delete(name)
    stretches.push({ name, startMs: start.ts / 1_000, wallMs: (event.ts - start.ts) / 1_000, cpuMs: (event.tts - start.tts) / 1_000 })
  }
  if (stretches.length === 0) throw new Error('the marks of the page came without the time of its thread')
  return stretches.toSorted((a, b) => a.startMs - b.startMs)
}

/** The stretches of `name` without what lies within them of `inner`. */
export function without(stretches: readonly Stretch[], name: string, inner: readonly string[]): Stretch[] {
  return stretches
    .filter((each) => each.name === name)
    .map((outer) => {
      const within = stretches.filter(
        (each) => inner.includes(each.name) && each.startMs >= outer.startMs && each.startMs < outer.startMs + outer.wallMs,
      )
      const sum = (of: (each: Stretch) => number) => within.reduce((total, each) => total + of(each), 0)
      return { ...outer, wallMs: outer.wallMs - sum((each) => each.wallMs), cpuMs: outer.cpuMs - sum((each) => each.cpuMs) }
    })
}

/** The stretches of these names. */
export function ofName(stretches: readonly Stretch[], ...names: readonly string[]): Stretch[] {
  return stretches.filter((each) => names.includes(each.name))
}

/** What each picture cost: what came before it and it (`last`) belong together, as taking positions and drawing them do. */
export function perPicture(stretches: readonly Stretch[], last: string): Stretch[] {
  const pictures: Stretch[] = []
  let pending = { wallMs: 0, cpuMs: 0 }
  for (const each of stretches.toSorted((a, b) => a.startMs - b.startMs)) {
    pending = { wallMs: pending.wallMs + each.wallMs, cpuMs: pending.cpuMs + each.cpuMs }
    if (each.name !== last) continue
    pictures.push({ ...each, ...pending })
    pending = { wallMs: 0, cpuMs: 0 }
  }
  return pictures
}
