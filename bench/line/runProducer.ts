import { spawn } from 'node:child_process'
import type { Inlet } from '../../test/e2e/room.ts'

type Sent = { sent: number; accepted: number; refused: number; elapsedMs: number }

/** Lets a sender in a process of its own post messages at a steady rate, and resolves with what became of them. */
export function runProducer(inlet: Inlet, { rate, seconds, prefix }: { rate: number; seconds: number; prefix: string }): Promise<Sent> {
  const child = spawn(
    process.execPath,
    [
      'bench/line/producer.ts',
      `--url=${inlet.url}`,
      `--token=${inlet.token}`,
      `--rate=${rate}`,
      `--seconds=${seconds}`,
      `--prefix=${prefix}`,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  let printed = ''
  child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()))
  return new Promise((settle, reject) => {
    child.once('exit', (code) => (code === 0 ? settle(JSON.parse(printed) as Sent) : reject(new Error(`the producer ended with ${code}`))))
  })
}
