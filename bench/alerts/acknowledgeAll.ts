import { randomUUID } from 'node:crypto'
import { io } from 'socket.io-client'

/** Requests that wait for their answers at the same time. */
const inFlight = 100

/** Acknowledges alerts as a station of its own would: it says hello, reads nothing, and asks. */
export async function acknowledgeAll(url: string, token: string, ids: readonly string[]): Promise<void> {
  const health = (await (await fetch(`${url}/health`)).json()) as { value: { protocolVersion: number } }
  const socket = io(url, {
    transports: ['websocket'],
    auth: {
      token,
      protocolVersion: health.value.protocolVersion,
      station: { id: 'bench-station', name: 'Bàn trực đo' },
      epoch: null,
      cursors: { alerts: 0, readings: 0, room: 0, wall: 0 },
    },
  })
  await new Promise<void>((settle, reject) => {
    socket.once('connect', settle)
    socket.once('connect_error', reject)
  })
  let next = 0
  const worker = async (): Promise<void> => {
    for (let id = ids[next++]; id !== undefined; id = ids[next++]) {
      const body = { key: randomUUID(), madeAtMs: Date.now(), input: { id, expectedVersion: 1, note: '' } }
      const answer = (await socket.emitWithAck('alert.acknowledge', body)) as { ok: boolean; failure?: { message: string } }
      if (!answer.ok) throw new Error(`${id} was not acknowledged: ${answer.failure?.message ?? ''}`)
    }
  }
  try {
    await Promise.all(Array.from({ length: inFlight }, worker))
  } finally {
    socket.disconnect()
  }
}
