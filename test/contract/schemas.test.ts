import { describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { fact, factTable, type FactType } from '#shared/contract/fact'
import { feedRequests, handshake, logStatus, page, requestEnvelopes, snapshotPiece, welcome, type RequestType } from '#shared/contract/feed'
import { mainCalls, mainPushes, type MainCall, type MainPush } from '#shared/contract/ipc'
import { positions } from '#shared/contract/position'
import { gatewayStart, gatewayStatus, stationOrder } from '#shared/contract/processes'
import { linkState, outboxEntry, windowCall } from '#shared/contract/stationPort'
import { cameraLinkMessage, panoramaMessage } from '#shared/contract/cameraLink'
import { importOrder, importTask, importWord } from '#shared/contract/cityImportTask'
import { importOrderSamples, importTaskSamples, importWordSamples } from './cityImportSamples'
import { buildFact } from '#test/builders/factBuilder'
import * as samples from './samples'

type Edge = { name: string; schema: z.ZodType; sample: unknown }
const each = (prefix: string, schema: z.ZodType, of: Record<string, unknown>): Edge[] =>
  Object.entries(of).map(([name, sample]) => ({ name: `${prefix} ${name}`, schema, sample }))

/** Everything that crosses an edge, with the schema that is asked at the door. */
const edges: Edge[] = [
  ...(Object.keys(factTable) as FactType[]).map((type) => ({
    name: `fact ${type}`,
    schema: fact,
    sample: buildFact(type, samples.payloadSamples[type]),
  })),
  ...(Object.keys(feedRequests) as RequestType[]).flatMap((type) => [
    { name: `request ${type}`, schema: requestEnvelopes[type], sample: samples.requestSamples[type].envelope },
    { name: `answer to ${type}`, schema: feedRequests[type].output, sample: samples.requestSamples[type].output },
  ]),
  { name: 'welcome', schema: welcome, sample: samples.gatewayMessageSamples.welcome },
  { name: 'snapshot', schema: snapshotPiece, sample: samples.gatewayMessageSamples.snapshot },
  { name: 'page', schema: page, sample: samples.gatewayMessageSamples.page },
  { name: 'status', schema: logStatus, sample: samples.gatewayMessageSamples.status },
  { name: 'positions', schema: positions, sample: samples.positionsSample },
  ...each('window call', windowCall, samples.windowCallSamples),
  ...each('link state', linkState, samples.linkStateSamples),
  ...each('outbox entry', outboxEntry, samples.outboxEntrySamples),
  ...(Object.keys(mainCalls) as MainCall[]).flatMap((name) => [
    { name: `call ${name}`, schema: mainCalls[name].input, sample: samples.mainCallSamples[name].input },
    { name: `answer to ${name}`, schema: mainCalls[name].output, sample: samples.mainCallSamples[name].output },
  ]),
  ...(Object.keys(mainPushes) as MainPush[]).map((name) => ({
    name: `push ${name}`,
    schema: mainPushes[name],
    sample: samples.mainPushSamples[name],
  })),
  ...each('station order', stationOrder, samples.stationOrderSamples),
  ...each('gateway status', gatewayStatus, samples.gatewayStatusSamples),
  ...each('camera link', cameraLinkMessage, samples.cameraLinkSamples),
  ...each('panorama', panoramaMessage, samples.panoramaSamples),
  ...each('import task', importTask, importTaskSamples),
  ...each('import order', importOrder, importOrderSamples),
  ...each('import word', importWord, importWordSamples),
  { name: 'gateway start', schema: gatewayStart, sample: samples.gatewayStartSample },
]
const withHandshake: Edge[] = [...edges, { name: 'handshake', schema: handshake, sample: samples.handshakeSample }]

type Path = (string | number)[]

/** Path and value of every leaf of a sample. */
function leavesOf(value: unknown, path: Path = []): { path: Path; value: unknown }[] {
  if (typeof value !== 'object' || value === null) return [{ path, value }]
  return Object.entries(value).flatMap(([name, inner]) => leavesOf(inner, [...path, Array.isArray(value) ? Number(name) : name]))
}

/** Every object inside a sample, the sample itself included. */
function objectsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return []
  const inner = Object.entries(value).flatMap(([name, one]) => objectsOf(one, [...path, Array.isArray(value) ? Number(name) : name]))
  return Array.isArray(value) ? inner : [path, ...inner]
}

function changed(sample: unknown, path: Path, change: (value: unknown) => unknown): unknown {
  if (path.length === 0) return change(sample)
  const copy = structuredClone(sample)
  let parent = copy as Record<string | number, unknown>
  for (const step of path.slice(0, -1)) parent = parent[step] as Record<string | number, unknown>
  const last = path.at(-1) ?? ''
  parent[last] = change(parent[last])
  return copy
}

const passed = ({ schema }: Edge, value: unknown): boolean => schema.safeParse(value).success
/** Names of the leaves of which some changed value was let in. */
const letIn = (edge: Edge, isMeant: (value: unknown, path: Path) => boolean, change: (value: unknown) => unknown): string[] =>
  leavesOf(edge.sample).flatMap(({ path, value }) =>
    isMeant(value, path) && passed(edge, changed(edge.sample, path, change)) ? [path.join('.')] : [],
  )
const isText = (value: unknown): boolean => typeof value === 'string'
const isNumber = (value: unknown): boolean => typeof value === 'number'

/** Between processes of one machine, written by main itself: paths, versions and names of the system pass as they are. */
const isOurOwn = /^(station order|import order|gateway status|gateway start|answer to window|push window|link state)/
/** Chosen by main, or a key into what it chose. */
const isOpaque = (path: Path): boolean => ['token', 'epoch'].includes(String(path.at(-1))) || path.join('.') === 'gateway.cityId'
const dismissals = /^(window call dismiss-notice|call notice.dismiss|push notices|call graphics)/
const fromOutside = withHandshake.filter(({ name }) => !isOurOwn.test(name))

describe.each(withHandshake)('$name', (edge) => {
  test('its sample passes, and is what comes out', () => {
    expect(edge.schema.parse(edge.sample)).toEqual(edge.sample)
  })

  test('its sample survives JSON', () => {
    expect(edge.schema.parse(JSON.parse(JSON.stringify(edge.sample)))).toEqual(edge.sample)
  })

  test('other kinds of values are refused', () => {
    const others = [undefined, [], 'text', 7, true, Symbol('x'), () => 1, new Map(), ...(edge.sample === null ? [{}] : [null])]
    const taken = others.filter((other) => typeof other !== typeof edge.sample && passed(edge, other))
    expect(taken).toEqual([])
    for (const kind of [{}, [], true]) {
      expect(
        letIn(
          edge,
          (value) => typeof value !== typeof kind && value !== null,
          () => kind,
        ),
      ).toEqual([])
    }
  })

  test('numbers that JSON cannot mean are refused', () => {
    const infinite: unknown = JSON.parse('1e999')
    for (const wrong of [infinite, Number.NaN]) expect(letIn(edge, isNumber, () => wrong)).toEqual([])
    // In a refusal's details a text may stand for a number.
    expect(
      letIn(
        edge,
        (value, path) => isNumber(value) && !path.includes('details'),
        () => '1',
      ),
    ).toEqual([])
  })

  // What only people bring about is absent from an alert until they do.
  const leftOut = [
    ...['assigned', 'closed', 'reopened', 'amended', 'notes', 'touched', 'shelved', 'unshelved', 'suppressed'],
    ...['outOfService', 'escalated', 'reopenedByHand', 'seen'],
  ]
  const isLeftOut = (name: string, path: readonly (string | number)[]): boolean =>
    path.at(-1) === 'touched' ||
    name === 'alertTypes' ||
    ['threats', 'threatLevels', 'cued', 'takenFrom', 'trigger'].includes(name) ||
    (name === 'reason' && path.at(-1) === 'input' && path.length === 1 && edge.name === 'request wall.take') ||
    (path.at(-2) === 'alerts' && leftOut.includes(name)) ||
    (['disposition', 'next'].includes(name) && path.at(-1) === 'acknowledged')

  // Keyed by what there is: details of a failure, counts by code, files by kind.
  const maps = new Set(['details', 'counts', 'files'])

  test('what is missing is refused', () => {
    const taken = objectsOf(edge.sample).flatMap((path) => {
      const inner = path.reduce<unknown>((value, step) => (value as Record<string | number, unknown>)[step], edge.sample) as object
      if (maps.has(String(path.at(-1)))) return []
      return Object.keys(inner)
        .filter((name) => name !== 'details' && !isLeftOut(name, path))
        .filter((name) =>
          passed(
            edge,
            changed(edge.sample, path, (value) => Object.fromEntries(Object.entries(value as object).filter(([each]) => each !== name))),
          ),
        )
        .map((name) => [...path, name].join('.'))
    })
    expect(taken).toEqual([])
  })

  test('a __proto__ key gives nobody anything', () => {
    for (const path of objectsOf(edge.sample)) {
      const polluted = changed(edge.sample, path, (value) => {
        const text = JSON.stringify(value)
        return JSON.parse(text === '{}' ? '{"__proto__":{"admin":true}}' : `{"__proto__":{"admin":true},${text.slice(1)}`) as unknown
      })
      const parsed = edge.schema.safeParse(polluted)
      if (!parsed.success) continue
      for (const inner of objectsOf(parsed.data)) {
        const found = inner.reduce<unknown>((value, step) => (value as Record<string | number, unknown>)[step], parsed.data)
        expect([Object.getPrototypeOf(found) === Object.prototype, (found as { admin?: unknown }).admin]).toEqual([true, undefined])
      }
    }
    expect(({} as { admin?: unknown }).admin).toBeUndefined()
  })
})

describe.each(fromOutside.filter(({ name }) => !dismissals.test(name)))('$name', (edge) => {
  test('texts that read other than they are, are refused', () => {
    for (const hostile of ['\0', '\u001b', '\u202e', '\u2066', '\ufeff', '\ud800', '\udc00'])
      expect(
        letIn(
          edge,
          (value, path) => isText(value) && !isOpaque(path),
          (value) => `${String(value).slice(0, 20)}${hostile}`,
        ),
      ).toEqual([])
  })
})

describe.each(fromOutside)('$name', (edge) => {
  test('texts without an end are refused', () => {
    const endless = 'a'.repeat(20_001)
    expect(
      letIn(
        edge,
        (value, path) => isText(value) && !(path.at(-2) === 'details' && dismissals.test(edge.name)),
        () => endless,
      ),
    ).toEqual([])
  })
})

describe.each(edges)('$name', (edge) => {
  test('what the contract does not know is refused', () => {
    const taken = objectsOf(edge.sample).filter((path) => {
      // `details` of a refusal or a notice is a table with names of its own.
      if (path.at(-1) === 'details') return false
      return passed(
        edge,
        changed(edge.sample, path, (value) => ({ ...(value as object), admin: true })),
      )
    })
    expect(taken).toEqual([])
  })
})

test('a newcomer in the handshake knows fields of later versions', () => {
  expect(handshake.safeParse({ ...samples.handshakeSample, compression: 'zstd' }).success).toBe(true)
})
