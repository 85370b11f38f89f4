import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readCity } from '#city/readCity'
import type { Alert } from '#shared/contract/alert'
import { mergeReport, type MergeReport } from '#shared/contract/bundle'
import type { Fact, NewFact } from '#shared/contract/fact'
import { noCursors } from '#shared/contract/ids'
import { buildAlert, builtAtMs } from '#test/builders/alertBuilder'
import { buildNewFact } from '#test/builders/factBuilder'
import { cityFolder, testFolder } from '#test/builders/folderBuilder'
import { openSqliteLog } from '../log/sqliteLog'
import { fingerprintOf, readOrMakePostKey, readTrustedKeys } from './bundleKeys'
import { exportBundle } from './exportBundle'
import { importBundle } from './importBundle'
import { parseSince } from './since'

const city = readCity(cityFolder)
const nowMs = 1_600_000_000_000
let folder: ReturnType<typeof testFolder>
let made = 0
beforeEach(() => (folder = testFolder('bundle-import')))
afterEach(() => folder.remove())

const post = (name: string): string => folder.at(name)
const raised = (id: string, changes: Partial<Alert> = {}, drill = false): NewFact =>
  buildNewFact('alert.raised', { alert: buildAlert({ id, ...changes }) }, { drill })
const acknowledged = (id: string, by: string): NewFact =>
  buildNewFact('alert.acknowledged', { id, note: '' }, { actor: { kind: 'person', id: by, name: by } })
const ended = (): NewFact => buildNewFact('drill.ended', { id: 'drill-1', reason: 'finished' })

function withLog<T>(name: string, work: (opened: Extract<ReturnType<typeof openSqliteLog>, { ok: true }>) => T): T {
  const opened = openSqliteLog({ file: `${post(name)}/log.sqlite`, now: () => nowMs })
  if (!opened.ok) throw new Error(opened.detail)
  try {
    return work(opened)
  } finally {
    opened.log.close()
  }
}
const append = (name: string, ...facts: NewFact[]): void => void withLog(name, ({ log }) => log.write((writer) => writer.append(facts)))
const factsOf = (name: string): Fact[] => withLog(name, ({ log }) => log.read(0, 10_000).map(({ fact }) => fact))
const shelfOf = (name: string) => withLog(name, ({ posts }) => posts().posts())

function bundleOf(name: string, since = '0', cityId = city.manifest.id): string {
  const file = folder.at(`${(made += 1)}.bundle`)
  const about = { cityId, post: name, madeBy: 'Lan', version: '0.1.0' }
  exportBundle({ dataFolder: post(name), file, since: parseSince(since), about, nowMs })
  return file
}
async function bring(file: string, to: string, trust: string | null = keyOf('a')): Promise<MergeReport> {
  const report = await importBundle({ dataFolder: post(to), file, city, trust, now: () => nowMs })
  expect(mergeReport.parse(report)).toEqual(report)
  return report
}
const keyOf = (name: string): string => fingerprintOf(readOrMakePostKey(post(name)).publicKey)
const refusalOf = (report: MergeReport): string | undefined => report.refusal?.code
/** Everything a refused bundle must leave as it was. */
const stateOf = (name: string): unknown[] => [factsOf(name), shelfOf(name)]

describe('the same log at two posts', () => {
  const standBy = (): void => cpSync(post('a'), post('b'), { recursive: true })

  test('is continued exactly: the same facts, to the last byte, and the second time nothing is new', async () => {
    append('a', raised('x'), ended())
    standBy()
    append('a', raised('y'), ended(), acknowledged('x', 'Lan'))
    const file = bundleOf('a', 'alerts=1,room=1')
    const report = await bring(file, 'b')
    expect([report.outcome, report.relation, report.facts, report.cursors]).toEqual([
      'merged',
      'same-log',
      { added: 3, duplicates: 0 },
      { alerts: 3, readings: 0, room: 2, wall: 0 },
    ])
    expect(factsOf('b')).toEqual(factsOf('a'))
    const again = await bring(file, 'b')
    expect([again.outcome, again.facts]).toEqual(['nothing-new', { added: 0, duplicates: 3 }])
    append('b', raised('z'))
    expect(factsOf('b').at(-1)?.seq).toBe(4)
  })

  test('takes what overlaps, and refuses a gap with what is missing', async () => {
    append('a', raised('x'))
    standBy()
    append('a', raised('y'), raised('z'))
    const before = stateOf('b')
    const gap = await bring(bundleOf('a', 'alerts=2'), 'b')
    expect([refusalOf(gap), gap.refusal?.message.includes('alerts 2 to 2'), stateOf('b')]).toEqual(['gap', true, before])
    const overlap = await bring(bundleOf('a'), 'b')
    expect([overlap.facts, factsOf('b')]).toEqual([{ added: 2, duplicates: 1 }, factsOf('a')])
  })

  test('is refused with both versions when it was continued in two places', async () => {
    append('a', raised('x'))
    standBy()
    append('a', raised('there'))
    append('b', raised('here'))
    append('a', raised('later'))
    const before = stateOf('b')
    const report = await bring(bundleOf('a'), 'b')
    expect([refusalOf(report), report.conflicts, stateOf('b')]).toMatchObject([
      'conflict',
      {
        count: 1,
        listed: [
          { stream: 'alerts', seq: 2, here: { payload: { alert: { id: 'here' } } }, there: { payload: { alert: { id: 'there' } } } },
        ],
      },
      before,
    ])
  })
})

describe('the log of another post', () => {
  test('is kept apart, and what goes on there is raised here once, however often it comes', async () => {
    append('a', raised('x'), raised('drill', { drillId: 'd1' }, true), raised('over'), ended())
    append('a', buildNewFact('alert.cleared', { id: 'over', reason: 'cancelled' }))
    append('b', raised('own'), raised('same', { source: { ...buildAlert({ id: 'x' }).source } }))
    const file = bundleOf('a')
    const report = await bring(file, 'b')
    expect([report.relation, report.facts, report.alerts]).toEqual([
      'other-log',
      { added: 5, duplicates: 0 },
      { raised: 1, updated: 0, cleared: 0, duplicates: 1, over: 1 },
    ])
    expect(shelfOf('b')).toMatchObject([{ name: 'a', fingerprint: keyOf('a'), held: { alerts: 4, readings: 0, room: 1, wall: 0 } }])
    expect(factsOf('b').map((fact) => [fact.type, fact.seq, fact.drill, fact.source, fact.actor.name])).toEqual([
      ['alert.raised', 1, false, 'cap', 'CAP'],
      ['alert.raised', 2, false, 'cap', 'CAP'],
      ['alert.raised', 3, true, 'bundle', 'a'],
    ])
    const before = stateOf('b')
    expect([(await bring(file, 'b')).outcome, stateOf('b')]).toEqual(['nothing-new', before])
  })

  test('goes on where it ended, and calls off here what was called off there', async () => {
    append('a', raised('x'))
    await bring(bundleOf('a'), 'b')
    append('a', buildNewFact('alert.cleared', { id: 'x', reason: 'cancelled' }))
    append('a', raised('y'))
    const before = stateOf('b')
    expect([refusalOf(await bring(bundleOf('a', 'alerts=2'), 'b')), stateOf('b')]).toEqual(['gap', before])
    const report = await bring(bundleOf('a', 'alerts=1'), 'b')
    expect([report.alerts, report.cursors?.alerts]).toEqual([{ raised: 1, updated: 0, cleared: 1, duplicates: 0, over: 0 }, 3])
    expect(factsOf('b').map(({ type }) => type)).toEqual(['alert.raised', 'alert.cleared', 'alert.raised'])
  })

  test('shows both versions of an alert that two people acknowledged; what is here stays', async () => {
    append('a', raised('x'), acknowledged('x', 'Lan'))
    append('b', raised('x'), acknowledged('x', 'Minh'))
    const before = factsOf('b')
    const report = await bring(bundleOf('a'), 'b')
    expect(report.conflicts).toMatchObject({
      count: 1,
      listed: [{ differs: ['acknowledged'], here: { acknowledged: { by: 'Minh' } }, there: { acknowledged: { by: 'Lan' } } }],
    })
    expect([report.outcome, factsOf('b')]).toEqual(['merged', before])
  })

  test('says what the authority refused, and takes the rest', async () => {
    append(
      'a',
      raised('x', { source: { ...buildAlert({ id: 'x' }).source, sentAtMs: builtAtMs + 60_000, key: 'newer' } }, true),
      raised('y'),
    )
    append('b', raised('x'))
    const report = await bring(bundleOf('a'), 'b')
    expect([report.outcome, report.refused.count, report.refused.listed[0]?.what, report.alerts.raised]).toEqual([
      'merged',
      1,
      'alert x',
      1,
    ])
  })
})

describe('who made it', () => {
  test('an unknown key is refused until a person names its fingerprint; then it is believed for good', async () => {
    append('a', raised('x'))
    append('b', raised('own'))
    const file = bundleOf('a')
    const before = stateOf('b')
    for (const trust of [null, '1111-2222-3333-4444-5555-6666']) {
      const report = await bring(file, 'b', trust)
      expect([refusalOf(report), report.from?.fingerprint, stateOf('b')]).toEqual(['unknown-key', keyOf('a'), before])
    }
    expect(readTrustedKeys(post('b'))).toEqual([])
    expect((await bring(file, 'b', keyOf('a').replaceAll('-', ' '))).outcome).toBe('merged')
    append('a', raised('y'))
    expect((await bring(bundleOf('a', 'alerts=1'), 'b', null)).outcome).toBe('merged')
  })

  test('another city is refused', async () => {
    append('a', raised('x'))
    append('b', raised('own'))
    expect(refusalOf(await bring(bundleOf('a', '0', 'hue'), 'b'))).toBe('other-city')
  })
})

describe('nothing is changed', () => {
  test('by a damaged file, a missing one, or one that is something else', async () => {
    append('a', raised('x'))
    append('b', raised('own'))
    const file = bundleOf('a')
    const whole = readFileSync(file)
    const before = stateOf('b')
    const damaged = Buffer.from(whole)
    damaged[30] = (damaged[30] ?? 0) ^ 1
    for (const [bytes, code] of [
      [damaged, 'damaged'],
      [whole.subarray(0, whole.length - 9), 'cut-short'],
      [Buffer.from('CHUCK'), 'not-a-bundle'],
    ] as const) {
      writeFileSync(file, bytes)
      expect([refusalOf(await bring(file, 'b')), stateOf('b')]).toEqual([code, before])
    }
    expect([refusalOf(await bring(folder.at('nowhere'), 'b')), stateOf('b')]).toEqual(['not-a-bundle', before])
  })

  test('while a gateway has the log', async () => {
    append('a', raised('x'))
    append('b', raised('own'))
    const file = bundleOf('a')
    const opened = openSqliteLog({ file: `${post('b')}/log.sqlite`, now: () => nowMs })
    if (!opened.ok) throw new Error(opened.detail)
    const report = await bring(file, 'b')
    opened.log.close()
    expect([refusalOf(report), report.refusal?.message]).toEqual(['log-unusable', expect.stringContaining('gateway has to be stopped')])
  })
})

describe('an export', () => {
  test('may be made while the gateway works with the log, and begins at a time', () => {
    append('a', raised('x'), ended())
    const manifest = withLog('a', ({ log }) => {
      log.write((writer) => writer.append([raised('y')]))
      const about = { cityId: city.manifest.id, post: 'a', madeBy: 'Lan', version: '0.1.0' }
      return exportBundle({ dataFolder: post('a'), file: folder.at('live'), since: { kind: 'time', timeMs: nowMs }, about, nowMs })
    })
    expect([manifest.from, manifest.to, manifest.facts]).toEqual([noCursors, { alerts: 2, readings: 0, room: 1, wall: 0 }, 3])
    const file = folder.at('later')
    const about = { cityId: city.manifest.id, post: 'a', madeBy: 'Lan', version: '0.1.0' }
    const later = exportBundle({ dataFolder: post('a'), file, since: { kind: 'time', timeMs: nowMs + 1 }, about, nowMs })
    expect([later.from, later.facts]).toEqual([later.to, 0])
  })

  test('behind the end of the log, or without a log, leaves no file', () => {
    append('a', raised('x'))
    expect(() => bundleOf('a', 'alerts=2')).toThrow(/ends at alerts=1/)
    expect(() => bundleOf('nobody')).toThrow(/nobody/)
    expect(readdirSync(folder.path, { recursive: true, encoding: 'utf8' }).filter((name) => name.includes('.bundle'))).toEqual([])
  })
})
