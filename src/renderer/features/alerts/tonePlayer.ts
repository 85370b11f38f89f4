import type { Severity } from '#shared/contract/alert'
import { notesOf } from './alertTone'

/** Plays tones; `isBlocked` while the system does not let the window make a sound. */
export type TonePlayer = { play(severity: Severity): void; isBlocked(): boolean; close(): void }

/** Made of oscillators, so that nothing has to be loaded and nothing can be missing. Undefined where there is no audio at all. */
export function createTonePlayer(makeContext: () => AudioContext = () => new AudioContext()): TonePlayer | undefined {
  let context: AudioContext
  try {
    context = makeContext()
  } catch {
    return undefined
  }
  return {
    play(severity) {
      void context.resume().catch(() => undefined)
      for (const { frequencyHz, startS, lengthS } of notesOf[severity]) {
        const fromS = context.currentTime + startS
        const oscillator = context.createOscillator()
        const gain = context.createGain()
        oscillator.type = 'triangle'
        oscillator.frequency.value = frequencyHz
        // A soft edge at both ends: a hard one clicks.
        gain.gain.setValueAtTime(0, fromS)
        gain.gain.linearRampToValueAtTime(0.35, fromS + 0.015)
        gain.gain.setValueAtTime(0.35, fromS + lengthS - 0.03)
        gain.gain.linearRampToValueAtTime(0, fromS + lengthS)
        oscillator.connect(gain).connect(context.destination)
        oscillator.start(fromS)
        oscillator.stop(fromS + lengthS)
      }
    },
    isBlocked: () => context.state === 'suspended',
    close: () => void context.close().catch(() => undefined),
  }
}
