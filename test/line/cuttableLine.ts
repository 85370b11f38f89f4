import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** A line on loopback that carries everything to another port, counts it, and can be cut without a word. */
export type CuttableLine = {
  url: string
  /** Bytes towards the other port and back from it, of all connections. */
  upBytes(): number
  downBytes(): number
  /** Cuts the line each time so many more bytes went by, in either direction, until it was cut so often. */
  cutEvery(bytes: number, times: number): void
  cuts(): number
  close(): Promise<void>
}

export async function openCuttableLine(port: number): Promise<CuttableLine> {
  const sockets = new Set<Socket>()
  let up = 0
  let down = 0
  let cutAt = Infinity
  let every = Infinity
  let left = 0
  let cuts = 0

  function passed(): void {
    if (up + down < cutAt || left === 0) return
    left -= 1
    cuts += 1
    cutAt = left === 0 ? Infinity : up + down + every
    for (const socket of sockets) socket.destroy()
  }

  const server = createServer((near) => {
    const far = connect(port, '127.0.0.1')
    for (const [from, to, count] of [
      [near, far, (bytes: number) => (up += bytes)],
      [far, near, (bytes: number) => (down += bytes)],
    ] as const) {
      sockets.add(from)
      from.on('data', (data) => {
        count(data.length)
        if (!to.write(data)) from.pause()
        passed()
      })
      to.on('drain', () => from.resume())
      from.on('error', () => undefined)
      from.on('close', () => {
        sockets.delete(from)
        to.destroy()
      })
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    upBytes: () => up,
    downBytes: () => down,
    cutEvery(bytes, times) {
      every = bytes
      left = times
      cutAt = up + down + bytes
    },
    cuts: () => cuts,
    close() {
      for (const socket of sockets) socket.destroy()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}
