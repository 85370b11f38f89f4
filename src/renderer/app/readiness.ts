import { nextTick } from 'vue'

let tellReady: () => void = () => undefined

/** Fulfilled once the first state has been drawn; heavy parts (the city) load after it. */
export const ready = new Promise<void>((resolve) => {
  tellReady = resolve
})

/** Says, on the page (`data-ready`) and to those who wait, that the first state is on the screen. */
export async function markReady(): Promise<void> {
  await nextTick()
  // A hidden window gets no frames; there is nothing to wait for then.
  if (document.visibilityState === 'visible') await new Promise((resolve) => requestAnimationFrame(resolve))
  document.documentElement.dataset.ready = 'true'
  tellReady()
}
