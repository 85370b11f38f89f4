import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { afterAll, expect, test } from 'vitest'
import type { MergeReport } from '#shared/contract/bundle'
import { openSqliteLog } from '#gateway/log/sqliteLog'
import { buildAlert } from '#test/builders/alertBuilder'
import { buildNewFact } from '#test/builders/factBuilder'
import { testFolder } from '#test/builders/folderBuilder'
import { seededRandom } from './chaos/seededRandom'

// The built command, killed in the middle of an import again and again: a merge is there whole, or not at all.

const alerts = 1_500
const kills = 6
const seed = Number(process.env['KILL_SEED'] ?? Date.now() % 1_000_000)
const folder = testFolder('bundle-command')
afterAll(() => folder.remove())

type Ended = { code: number | null; output: string }

function start(...words: string[]): { ended: Promise<Ended>; kill(): void } {
  const child = spawn(process.execPath, ['out/main/bundleCli.js', ...words], { stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const ended = new Promise<Ended>((settle, reject) => {
    child.once('error', reject)
    child.once('close', (code) => settle({ code, output }))
  })
  return { ended, kill: () => void child.kill('SIGKILL') }
}
const run = (...words: string[]): Promise<Ended> => start(...words).ended

function withLog<T>(name: string, work: (opened: Extract<ReturnType<typeof openSqliteLog>, { ok: true }>) => T): T {
  const opened = openSqliteLog({ file: folder.at(name, 'log.sqlite'), now: Date.now })
  if (!opened.ok) throw new Error(opened.detail)
  try {
    return work(opened)
  } finally {
    opened.log.close()
  }
}
const held = (name: string): [own: number, kept: number] =>
  withLog(name, ({ log, posts }) => [log.heads().alerts, posts().posts()[0]?.held.alerts ?? 0])

test(`an import that is killed ${kills} times merges nothing or everything`, async () => {
  console.log(`seed ${seed}`)
  const random = seededRandom(seed)
  const facts = Array.from({ length: alerts }, (_, index) => buildNewFact('alert.raised', { alert: buildAlert({ id: `a${index}` }) }))
  withLog('there', ({ log }) => log.write((writer) => writer.append(facts)))
  withLog('here', () => undefined)
  const file = folder.at('carried.bundle')
  expect(await run('export', '--data', folder.at('there'), '--since', '0', '--out', file)).toMatchObject({ code: 0 })

  const unknown = await run('import', '--data', folder.at('here'), '--file', file)
  const fingerprint = /\d{4}(-\d{4}){5}/.exec(unknown.output)?.[0] ?? ''
  expect([unknown.code, held('here')]).toEqual([77, [0, 0]])

  const words = (name: string): string[] => ['import', '--data', folder.at(name), '--file', file, '--trust', fingerprint, '--json']
  // How long an import takes here, so that the kills fall inside it.
  withLog('measure', () => undefined)
  const begunMs = performance.now()
  expect(await run(...words('measure'))).toMatchObject({ code: 0 })
  const importMs = performance.now() - begunMs
  for (let kill = 1; kill <= kills; kill += 1) {
    withLog(`post-${kill}`, () => undefined)
    const running = start(...words(`post-${kill}`))
    const timer = setTimeout(() => running.kill(), importMs * (0.3 + 0.7 * random()))
    await running.ended
    clearTimeout(timer)
    expect([
      [0, 0],
      [alerts, alerts],
    ]).toContainEqual(held(`post-${kill}`))
  }

  const last = await run(...words(`post-${kills}`))
  const report = JSON.parse(last.output) as MergeReport
  expect([last.code, report.refusal, held(`post-${kills}`)]).toEqual([0, null, [alerts, alerts]])
  expect(await run('import', '--data', folder.at('here'), '--file', folder.at('nothing.bundle'))).toMatchObject({ code: 65 })
  expect(await run('import', '--data', folder.at('mistyped'), '--file', file)).toMatchObject({ code: 78 })
  expect(existsSync(folder.at('mistyped'))).toBe(false)
  expect(await run('import', '--file')).toMatchObject({ code: 64 })
})
