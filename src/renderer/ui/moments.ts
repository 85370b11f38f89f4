import { inject, type InjectionKey, type Ref } from 'vue'

/** The two clocks of a window: the wall clock, and the scenario's clock while a drill is open (else null). Epoch milliseconds. */
export type Moments = { nowMs: Readonly<Ref<number>>; simulatedMs: Readonly<Ref<number | null>> }

/** Key under which the application provides its clocks, so that only the texts that tick are drawn again each second. */
export const momentsKey: InjectionKey<Moments> = Symbol('moments')

/** The clocks of this window. */
export function useMoments(): Moments {
  const moments = inject(momentsKey)
  if (moments === undefined) throw new Error('no clock was provided to this window')
  return moments
}
