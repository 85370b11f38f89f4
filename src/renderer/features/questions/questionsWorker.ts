import { createAnswering } from './answering'
import { fetchCityBytes } from './cityBytes'
import type { FromWorker, ToWorker } from './workerMessages'

// A thread of its own: whatever a question costs, it costs no frame.
const answer = createAnswering(({ folderUrl, files }) => fetchCityBytes(folderUrl, files))

addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  void answer(data).then((reply: FromWorker) => {
    const depths =
      reply.kind === 'answered' ? reply.map.layers.flatMap((layer) => (layer.kind === 'depth' ? [layer.depthM.buffer] : [])) : []
    postMessage(reply, { transfer: depths })
  })
})
