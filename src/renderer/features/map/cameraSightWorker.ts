import { createSightWork, type ToSightWorker } from './cameraSightWork'

// A thread of its own: what a camera sees is tens of milliseconds, and none of them is taken from a picture.
const work = createSightWork()

addEventListener('message', ({ data }: MessageEvent<ToSightWorker>) => {
  const answer = work(data)
  if (answer !== undefined) postMessage(answer)
})
