import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { _electron, type ElectronApplication, type Page } from '@playwright/test'
import { startVirtualWall, type VirtualWall, type WallMode } from '../../tools/virtualWall.mjs'

/** How the application is started for a test. */
export type RoomOptions = {
  wall: VirtualWall
  data: string
  /** Further `--name=value` arguments. */
  arguments?: string[]
  /** Executable of a package; the built checkout without it. */
  executable?: string
}

/** A running application, with its pages by role. */
export type Room = {
  app: ElectronApplication
  data: string
  desk(): Promise<Page>
  /** Wall surface n, from 1. */
  surface(n: number): Promise<Page>
  pages(): Page[]
  /** Everything the application has printed. */
  printed(): string
  /** Resolves once the application has printed a line with this text. */
  print(text: string): Promise<string>
  close(): Promise<void>
  /** Kills every process of it, as a power cut would. */
  kill(): Promise<void>
}

export const temporaryFolder = (name: string): string => mkdtempSync(join(tmpdir(), `toan-canh-${name}-`))
export const removeFolder = (folder: string): void => rmSync(folder, { recursive: true, force: true })

export async function withWall(displays: number, work: (wall: VirtualWall) => Promise<void>, mode: WallMode = '1280x720'): Promise<void> {
  const wall = await startVirtualWall({ displays, columns: 2, mode })
  try {
    await work(wall)
  } finally {
    await wall.stop()
  }
}

/** Starts the real application on a virtual wall. */
export async function startRoom(options: RoomOptions): Promise<Room> {
  const switches = ['--enable-unsafe-swiftshader', '--no-sandbox']
  const own = [`--data=${options.data}`, '--port=0', ...(options.arguments ?? [])]
  const app = await _electron.launch({
    ...(options.executable === undefined
      ? { args: ['.', ...switches, ...own] }
      : { executablePath: options.executable, args: [...switches, ...own] }),
    cwd: resolve('.'),
    env: definedOnly(options.wall.env()),
  })
  let printed = ''
  const listeners = new Set<() => void>()
  const collect = (chunk: Buffer): void => {
    printed += chunk.toString()
    for (const listener of listeners) listener()
  }
  app.process().stdout?.on('data', collect)
  app.process().stderr?.on('data', collect)
  const ended = new Promise<void>((settle) => app.process().once('exit', () => settle()))

  const find = async (query: string): Promise<Page> => {
    for (;;) {
      const found = app.windows().find((page) => page.url().includes(query))
      if (found !== undefined) return found
      await app.waitForEvent('window', { timeout: 30_000 })
    }
  }
  return {
    app,
    data: options.data,
    desk: () => find('role=desk'),
    surface: (n) => find(`role=wall&surface=${n}`),
    pages: () => app.windows(),
    printed: () => printed,
    print: (text) =>
      new Promise((settle, reject) => {
        const look = (): void => {
          const line = printed.split('\n').find((each) => each.includes(text))
          if (line === undefined) return
          clearTimeout(timer)
          listeners.delete(look)
          settle(line)
        }
        const timer = setTimeout(() => reject(new Error(`"${text}" was not printed within 30 s; printed so far:\n${printed}`)), 30_000)
        listeners.add(look)
        look()
      }),
    close: () => app.close(),
    async kill() {
      const { pid } = app.process()
      if (pid !== undefined) process.kill(-pid, 'SIGKILL')
      await ended
    },
  }
}

/** The application as a person starts it, with nothing attached; `before` are switches in front of it. */
export function spawnRoom(wall: VirtualWall, data: string, before: string[] = []) {
  const child = spawn(resolve('node_modules/electron/dist/electron'), [...before, '--no-sandbox', '.', `--data=${data}`, '--port=0'], {
    env: wall.env(),
  })
  let printed = ''
  const listeners = new Set<() => void>()
  const collect = (chunk: Buffer): void => {
    printed += chunk.toString()
    for (const listener of listeners) listener()
  }
  child.stdout.on('data', collect)
  child.stderr.on('data', collect)
  return {
    process: child,
    printed: () => printed,
    ended: new Promise<number | null>((settle) => child.once('exit', settle)),
    /** Resolves once it has printed this, after so many characters. */
    print: (text: string, after = 0) =>
      new Promise<void>((settle) => {
        const look = (): void => {
          if (!printed.slice(after).includes(text)) return
          listeners.delete(look)
          settle()
        }
        listeners.add(look)
        look()
      }),
  }
}

/** Process ids of the pages of the application with this data folder. */
export function renderersOf(data: string): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0)
    .filter((pid) => {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
        return command.includes('--type=renderer') && command.includes(data)
      } catch {
        return false
      }
    })
}

/** Resolves when a page has drawn its first state. */
export async function ready(page: Page): Promise<Page> {
  await page.waitForFunction(() => document.documentElement.dataset['ready'] === 'true', undefined, { timeout: 45_000 })
  return page
}

/** Where the gateway of a data folder takes messages, and with which token. */
export type Inlet = { url: string; token: string }

/** The inlet of the gateway embedded in a room. */
export async function inletOf(room: Room): Promise<Inlet> {
  const line = await room.print('gateway ready at ')
  return { url: /http:\/\/\S+/.exec(line)?.[0] ?? '', token: inletToken(join(room.data, 'gateway')) }
}

const inletToken = (gatewayData: string): string => readFileSync(join(gatewayData, 'inlet.token'), 'utf8').trim()

export function postCap(inlet: Inlet, body: string | Buffer, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${inlet.url}/cap`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${inlet.token}`, 'Content-Type': 'application/cap+xml', ...headers },
    body: typeof body === 'string' ? body : new Uint8Array(body),
  })
}

/** A standalone gateway under plain Node. */
export type StandaloneGateway = { process: ChildProcess; url: string; inlet: Inlet; stationTokenFile: string; stop(): Promise<void> }

export async function startGateway(data: string, port = 0): Promise<StandaloneGateway> {
  const child = spawn(process.execPath, ['out/main/gatewayCli.js', `--data=${data}`, `--port=${port}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise<void>((settle) => child.once('exit', () => settle()))
  const url = await new Promise<string>((settle, reject) => {
    let printed = ''
    child.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.toString()
      const found = /ready at (http:\/\/\S+)/.exec(printed)?.[1]
      if (found !== undefined) settle(found)
    })
    child.once('exit', (code) => reject(new Error(`the gateway ended with ${code}: ${printed}`)))
  })
  return {
    process: child,
    url,
    inlet: { url, token: inletToken(data) },
    stationTokenFile: join(data, 'station.token'),
    async stop() {
      child.kill('SIGTERM')
      await ended
    },
  }
}

function definedOnly(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined))
}
