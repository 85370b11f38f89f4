import type { FactPayload, FactType } from '#shared/contract/fact'
import type { CameraLinkMessage, PanoramaMessage } from '#shared/contract/cameraLink'
import type { GatewayToStation, RequestEnvelope, RequestOutput, RequestType } from '#shared/contract/feed'
import type { MainCall, MainCallInput, MainCallOutput, MainPush, MainPushPayload } from '#shared/contract/ipc'
import type { Positions } from '#shared/contract/position'
import type { GatewayStart, GatewayStatus, StationOrder } from '#shared/contract/processes'
import type { LinkState, Notice, OutboxEntry, WindowCall } from '#shared/contract/stationPort'
import { buildAlert, buildAlertState, buildText, builtAtMs } from '#test/builders/alertBuilder'
import { buildFact } from '#test/builders/factBuilder'
import { alertTypeSample } from '#test/builders/alertTypeBuilder'
import { importTaskSamples, importWishSample } from './cityImportSamples'
import { drawing, sceneSample, wallPayloadSamples, wallRequestSamples, wallsSample } from './wallSamples'

// One sample of everything that crosses an edge. Each table has an entry for every name of its contract: a name without a sample does
// not compile, and a sample that is not of its contract does not compile either.

const key = '0b7e6f9a-3c1d-4e2f-8a5b-6c7d8e9f0a1b'
const cursors = { alerts: 3, readings: 12, room: 1, wall: 0 }
const correction = { severity: 'high' as const, headline: 'Ngập đường Lê Duẩn', areaDescription: null }
const attachment = { sha256: 'a'.repeat(64), name: 'hien-truong.jpg', mediaType: 'image/jpeg' as const, bytes: 1 }
const acknowledgement = { id: 'alert-1', expectedVersion: 1, note: 'đã gọi Công an phường' }
const failure = { code: 'stale-version' as const, message: 'the alert has changed', details: { expected: 1, found: 2, by: 'Lan' } }

const drill = {
  id: 'hieu-2020:1700000000000',
  title: { vi: 'Lũ sông Hiếu 10/2020', en: 'Hiếu river flood, October 2020' },
  simulatedFromMs: builtAtMs,
  simulatedUntilMs: builtAtMs + 86_400_000,
  startedAtMs: 1_700_000_000_000,
  speed: 120,
}
const reading = {
  gaugeId: 'dong-ha',
  valueM: 5.16,
  observedAtMs: builtAtMs,
  basis: 'observed' as const,
  source: 'Bản tin lũ 17/10/2020 23:00',
  peak: false,
  drillId: drill.id,
}
const report = {
  connector: 'cap',
  state: 'running' as const,
  accepted: 12,
  duplicates: 1,
  rejected: 1,
  lastRejection: { atMs: builtAtMs, origin: '127.0.0.1', reason: 'the message is not XML' },
}
/** An alert with every optional part filled. */
const fullAlert = buildAlert({
  severity: 'critical',
  texts: [buildText(), buildText({ language: 'en-US', event: 'Flooded road', instruction: 'Take another road.\n\tOr wait.' })],
  areas: [
    {
      description: 'Phường Đông Hà',
      polygons: [
        [
          [107.1, 16.8],
          [107.2, 16.8],
          [107.2, 16.9],
          [107.1, 16.8],
        ],
      ],
      circles: [{ centre: { lonDeg: 107.1, latDeg: 16.82 }, radiusM: 400 }],
      geocodes: [{ name: 'VN', value: '19333' }],
    },
  ],
  onsetAtMs: builtAtMs,
  expiresAtMs: builtAtMs + 3_600_000,
  measure: { gaugeId: 'dong-ha', valueM: 5.16, observedAtMs: builtAtMs, basis: 'observed', level: 3 },
  drillId: drill.id,
})
const by = { atMs: builtAtMs, by: 'Lan' }
const change = { ...by, byId: 'station-1', version: 3 }
const state = buildAlertState({
  acknowledged: { ...by, disposition: 'relevant', next: 'cử người đến xem' },
  assigned: { ...by, to: { id: null, name: 'Đội cứu hộ' } },
  closed: { ...by, disposition: 'no-impact', words: '' },
  reopened: { atMs: builtAtMs, closedBy: 'Lan', from: 'low' },
  amended: { ...by, reason: 'đo lại', correction, original: { severity: 'low', headlines: ['Ngập'], areaDescriptions: [] } },
  shelved: { ...by, untilMs: builtAtMs + 600_000, reason: 'chờ đội đến nơi' },
  unshelved: { ...by, why: 'changed', shelvedBy: 'Lan' },
  suppressed: { ...by, ruleId: 'lu-lon', reason: 'đang có lũ lớn hơn' },
  outOfService: { ...by, reason: 'đang sửa trạm đo' },
  escalated: { ...by, level: 2, cause: 'not-acknowledged', reason: '' },
  reopenedByHand: { ...by, reason: 'đóng nhầm', was: 'closed' },
  seen: [{ ...by, byId: 'station-1', version: 2 }],
  notes: { count: 1, latest: { ...by, text: 'đã gọi', attachments: [attachment] } },
  touched: { acknowledged: change, assigned: change, amended: change, closed: change, shelved: change, service: change },
  cleared: { atMs: builtAtMs, reason: 'returned-to-normal' },
})
const type = alertTypeSample
const room = {
  alertTypes: {
    edition: '2026-11',
    types: [{ type, version: 1, atMs: builtAtMs, proposedBy: 'Lan', approvedBy: 'Hùng' }],
    proposals: [{ number: 7, type, basedOn: 1, reason: 'rút ngắn thời hạn', atMs: builtAtMs, by: 'Lan', byId: 'station-1' }],
  },
  walls: wallsSample,
  drill,
  connectors: [report],
  gauges: [{ gaugeId: 'dong-ha', actual: [], drill: [reading], forecast: null }],
}

const viewpoint = { id: 'cau-1', name: 'Cầu', target: { lonDeg: 107.1, latDeg: 16.82 }, rangeM: 900, headingDeg: 30, pitchDeg: -40 }

export const payloadSamples: { [T in FactType]: FactPayload<T> } = {
  'alert.raised': { alert: fullAlert },
  'alert.updated': { alert: buildAlert() },
  'alert.cleared': { id: 'alert-1', reason: 'cancelled' },
  'alert.acknowledged': { id: 'alert-1', note: 'đã rõ' },
  'alert.assigned': { id: 'alert-1', to: { id: 'station-2', name: 'Bàn trực 2' } },
  'alert.closed': { id: 'alert-1', disposition: 'false', words: 'camera cho thấy đường khô' },
  'alert.amended': { id: 'alert-1', correction, reason: 'đo lại tại chỗ' },
  'alert.noted': { id: 'alert-1', text: 'đã gọi Công an phường', attachments: [attachment] },
  'alert.shelved': { id: 'alert-1', untilMs: builtAtMs + 600_000, reason: 'chờ đội đến nơi' },
  'alert.unshelved': { id: 'alert-1', why: 'time-over', reason: '' },
  'alert.suppressed': { id: 'alert-1', ruleId: 'lu-lon', reason: 'đang có lũ lớn hơn' },
  'alert.unsuppressed': { id: 'alert-1', ruleId: 'lu-lon', reason: '' },
  'alert.taken-out-of-service': { id: 'alert-1', reason: 'đang sửa trạm đo' },
  'alert.returned-to-service': { id: 'alert-1', reason: '' },
  'alert.escalated': { id: 'alert-1', level: 1, cause: 'not-seen', reason: '' },
  'alert.reopened': { id: 'alert-1', reason: 'đóng nhầm' },
  'alert.seen': { id: 'alert-1' },
  'alert-types.shipped': { edition: '2026-11', types: [type] },
  'alert-type.proposed': { type, basedOn: 0, reason: 'rút ngắn thời hạn' },
  'alert-type.approved': { id: type.id, proposal: 7, version: 1 },
  'alert-type.rejected': { id: type.id, proposal: 7, reason: 'chưa đủ căn cứ' },
  'reading.recorded': { reading },
  'drill.started': { drill },
  'drill.ended': { id: drill.id, reason: 'interrupted' },
  'connector.reported': { report },
  'viewpoint.saved': { viewpoint, version: 1 },
  'viewpoint.removed': { id: viewpoint.id },
  ...wallPayloadSamples,
}

const seenSample = { id: 'alert-1', expectedVersion: 3 }
const about = <Input>(input: Input) => ({ envelope: { key, madeAtMs: builtAtMs, input }, output: { version: 4, seq: 6 } })

export const requestSamples: { [T in RequestType]: { envelope: RequestEnvelope<T>; output: RequestOutput } } = {
  'alert.acknowledge': { envelope: { key, madeAtMs: builtAtMs, input: acknowledgement }, output: { version: 2, seq: 4 } },
  'alert.assign': {
    envelope: { key, madeAtMs: builtAtMs, input: { id: 'alert-1', expectedVersion: 2, to: { id: null, name: 'Lan' } } },
    output: { version: 3, seq: 5 },
  },
  'alert.close': {
    envelope: { key, madeAtMs: builtAtMs, input: { id: 'alert-1', expectedVersion: 3, disposition: 'duplicate', words: '' } },
    output: { version: 4, seq: 6 },
  },
  'alert.amend': {
    envelope: { key, madeAtMs: builtAtMs, input: { id: 'alert-1', expectedVersion: 3, correction, reason: 'đo lại tại chỗ' } },
    output: { version: 4, seq: 6 },
  },
  'alert.note': {
    envelope: { key, madeAtMs: builtAtMs, input: { id: 'alert-1', text: '', attachments: [attachment] } },
    output: { version: 5, seq: 7 },
  },
  'alert.shelve': about({ ...seenSample, untilMs: builtAtMs + 600_000, reason: 'chờ đội đến nơi' }),
  'alert.unshelve': about({ ...seenSample, reason: '' }),
  'alert.take-out-of-service': about({ ...seenSample, reason: 'đang sửa trạm đo' }),
  'alert.return-to-service': about({ ...seenSample, reason: '' }),
  'alert.escalate': about({ ...seenSample, reason: 'nước lên nhanh' }),
  'alert.reopen': about({ ...seenSample, reason: 'đóng nhầm' }),
  'alert.see': about(seenSample),
  'alert-type.propose': about({ id: type.id, type, basedOn: 0, reason: 'rút ngắn thời hạn' }),
  'alert-type.approve': about({ id: type.id, proposal: 7 }),
  'alert-type.reject': about({ id: type.id, proposal: 7, reason: 'chưa đủ căn cứ' }),
  'viewpoint.save': {
    envelope: { key, madeAtMs: builtAtMs, input: { id: viewpoint.id, viewpoint, expectedVersion: 0 } },
    output: { version: 1, seq: 8 },
  },
  'viewpoint.remove': {
    envelope: { key, madeAtMs: builtAtMs, input: { id: viewpoint.id, expectedVersion: 1 } },
    output: { version: 2, seq: 9 },
  },
  ...wallRequestSamples,
}

export const gatewayMessageSamples: { [T in keyof GatewayToStation]: Parameters<GatewayToStation[T]>[0] } = {
  welcome: {
    protocolVersion: 3,
    gateway: { name: 'Trung tâm điều hành Đông Hà', version: '0.1.0', cityId: 'dong-ha' },
    epoch: 'epoch-of-the-log',
    heads: cursors,
    serverTimeMs: builtAtMs,
    mode: 'snapshot',
  },
  snapshot: { epoch: 'epoch-of-the-log', asOf: cursors, alerts: [state], room, last: true },
  page: { epoch: 'epoch-of-the-log', facts: [buildFact('alert.raised', { alert: fullAlert })], remaining: 0 },
  urgent: { epoch: 'epoch-of-the-log', alerts: [state] },
  status: { durable: false, sinceMs: builtAtMs, detail: 'database or disk is full' },
}

export const positionsSample: Positions = {
  positions: [
    {
      id: 'xe-114-02',
      name: 'Xe chữa cháy 02',
      kind: 'fire',
      place: { lonDeg: 107.1001, latDeg: 16.8245 },
      headingDeg: 45,
      atMs: builtAtMs,
      urgent: false,
      drill: true,
    },
  ],
}

export const handshakeSample = {
  token: 'secret-of-the-station',
  protocolVersion: 3,
  station: { id: 'f3', name: 'Bàn trực 1' },
  epoch: null,
  cursors,
}

/** Every call but `attach`, whose bytes are no JSON: `attachments.test.ts` has it. */
export const windowCallSamples: { [K in Exclude<WindowCall['kind'], 'attach'>]: Extract<WindowCall, { kind: K }> } = {
  request: { kind: 'request', key, type: 'alert.acknowledge', input: acknowledgement },
  'dismiss-notice': { kind: 'dismiss-notice', id: 'cache-unwritable:1' },
  content: { kind: 'content', id: key, sha256: 'a'.repeat(64) },
  'dismiss-refused': { kind: 'dismiss-refused', key },
  'apply-again': { kind: 'apply-again', key, newKey: '0b7e6f9a-3c1d-4e2f-8a5b-6c7d8e9f0a1c', expectedVersion: 4 },
  search: {
    kind: 'search',
    id: key,
    query: {
      text: 'ngập "hoàng diệu"',
      fromMs: builtAtMs,
      untilMs: builtAtMs + 1,
      area: { westDeg: 107, southDeg: 16.7, eastDeg: 107.2, northDeg: 16.9 },
      severities: ['critical'],
      states: ['cleared'],
      connectors: ['cap'],
      drill: false,
      before: 12,
    },
  },
  history: { kind: 'history', id: key, alertId: 'alert-1' },
  'alert-figures': {
    kind: 'alert-figures',
    id: key,
    query: { fromMs: builtAtMs, untilMs: builtAtMs + 86_400_000, operators: 1, drill: { id: 'drill:1', startedAtMs: builtAtMs } },
  },
  'link-details': { kind: 'link-details', id: key },
}

export const linkStateSamples: { [K in LinkState['state']]: Extract<LinkState, { state: K }> } = {
  connecting: { state: 'connecting', sinceMs: builtAtMs, lastContactMs: null },
  'catching-up': { state: 'catching-up', sinceMs: builtAtMs, remaining: 3 },
  live: { state: 'live', sinceMs: builtAtMs, gatewayName: 'Đông Hà' },
  offline: { state: 'offline', sinceMs: builtAtMs, everConnected: true, reason: 'transport close' },
  refused: { state: 'refused', sinceMs: builtAtMs, failure },
}

export const outboxEntrySamples: { [K in OutboxEntry['state']]: OutboxEntry } = {
  waiting: { key, type: 'alert.acknowledge', input: acknowledgement, madeAtMs: builtAtMs, state: 'waiting', failure: null },
  refused: { key, type: 'alert.acknowledge', input: acknowledgement, madeAtMs: builtAtMs, state: 'refused', failure },
}

const noticeSample: Notice = {
  id: 'main:gateway-port-busy:1',
  atMs: builtAtMs,
  level: 'warning',
  code: 'gateway-port-busy',
  details: { where: '127.0.0.1:4170' },
}

const description: MainCallOutput<'window.describe'> = {
  role: 'wall',
  surface: 2,
  surfaces: drawing.surfaces.map(({ boundsMm: _unmeasured, ...surface }) => surface),
  language: 'vi',
  city: null,
  cityPath: '/city-data',
  runtime: { electron: '45.4.1', chromium: '150.0.0.0', evaluation: false, application: '0.1.0' },
  gateway: { kind: 'embedded', url: 'http://127.0.0.1:4170' },
  trouble: { code: 'city-unreadable', what: 'no such file', where: '/city' },
}

export const mainCallSamples: { [T in MainCall]: { input: MainCallInput<T>; output: MainCallOutput<T> } } = {
  'window.describe': { input: null, output: description },
  'settings.setLanguage': { input: 'en', output: null },
  'window.recall': { input: null, output: '{"theme":"day"}' },
  'window.remember': { input: '{"theme":"day"}', output: null },
  'station.connect': { input: null, output: null },
  'attachment.choose': { input: { title: 'Chọn tệp', kinds: 'Ảnh, PDF, MP4' }, output: [{ id: key, name: 'ảnh cầu.png' }] },
  'attachment.save': {
    input: { sha256: 'a'.repeat(64), name: 'ảnh cầu.png', mediaType: 'image/png', bytes: 100 },
    output: { id: key },
  },
  'notice.dismiss': { input: 'main:gateway-port-busy:1', output: null },
  'window.beat': { input: { frames: 3_600, quiet: true }, output: null },
  'wall.identify': { input: null, output: null },
  'scenes.save': { input: [sceneSample], output: true },
  'scenes.open': { input: null, output: { outcome: 'read', scenes: [sceneSample] } },
  'web.pages': {
    input: null,
    output: [{ name: 'Lượng mưa', url: 'https://mua.example.invalid/ban-do', alsoFrom: ['tiles.example.invalid'], wallSafe: true }],
  },
  'web.show': {
    input: {
      id: key,
      url: 'https://mua.example.invalid/ban-do',
      bounds: { x: 0, y: 40, width: 1_920, height: 1_040 },
      visible: true,
      zoom: 1.75,
    },
    output: null,
  },
  'web.hide': { input: key, output: null },
  'wall.picture': { input: 2, output: 'data:image/jpeg;base64,/9j/' },
  'wall.forgetSurface': { input: 2, output: true },
  'city.import.show': { input: null, output: importTaskSamples.deciding },
  'city.import.choose': { input: 'boundaries', output: null },
  'city.import.leaveOut': { input: 'dem', output: null },
  'city.import.start': { input: importWishSample, output: null },
  'city.import.decide': { input: true, output: null },
  'city.import.cancel': { input: null, output: null },
  'city.import.openOnRestart': { input: null, output: null },
  'graphics.report': {
    input: { atMs: builtAtMs, renderer: 'SwiftShader', software: true, frameMs: 41.5, scale: 0.5, level: 2 },
    output: null,
  },
}

export const mainPushSamples: { [T in MainPush]: MainPushPayload<T> } = {
  'window.changed': description,
  notices: [noticeSample],
  'wall.identify': null,
  'web.state': { id: key, state: 'failed', reason: 'ERR_NAME_NOT_RESOLVED' },
  'city.import': importTaskSamples.ended,
}

export const cameraLinkSamples: { [K in CameraLinkMessage['kind']]: Extract<CameraLinkMessage, { kind: K }> } = {
  pose: { kind: 'pose', pose: { target: { lonDeg: 107.1, latDeg: 16.82 }, rangeM: 900, headingDeg: 30, pitchDeg: -40 } },
  time: { kind: 'time', shownAtMs: builtAtMs },
  end: { kind: 'end' },
  ask: { kind: 'ask' },
}
export const panoramaSamples: { [K in PanoramaMessage['kind']]: Extract<PanoramaMessage, { kind: K }> } = {
  pose: { kind: 'pose', tileId: 'across', turn: 7, pose: { ...cameraLinkSamples.pose.pose } },
  drawn: { kind: 'drawn', tileId: 'across', turn: 7, surface: 2 },
}

export const stationOrderSamples: { [K in StationOrder['kind']]: Extract<StationOrder, { kind: K }> } = {
  start: { kind: 'start', dataFolder: '/data/station', stationName: 'ban-truc-1', searchWorkerFile: '/app/searchWorker.js' },
  gateway: { kind: 'gateway', url: 'http://127.0.0.1:4170', token: 'secret-of-the-station' },
  port: { kind: 'port' },
  'attach-file': { kind: 'attach-file', id: key, file: '/home/ảnh.png' },
  'save-content': { kind: 'save-content', id: key, sha256: 'a'.repeat(64), file: '/home/bản sao.png' },
  stop: { kind: 'stop' },
}

export const gatewayStartSample: GatewayStart = {
  dataFolder: '/data/gateway',
  cityFolder: '/city',
  port: 4170,
  version: '0.1.0',
  scenario: { file: '/scenarios/flood.jsonl', speed: 120 },
}

export const gatewayStatusSamples: { [K in GatewayStatus['kind']]: Extract<GatewayStatus, { kind: K }> } = {
  ready: {
    kind: 'ready',
    url: 'http://127.0.0.1:4171',
    port: 4171,
    busyPort: 4170,
    stationToken: 'secret',
    inletTokenFile: '/data/inlet.token',
  },
  failed: { kind: 'failed', code: 'log-future-schema', where: '/data/log.sqlite', detail: 'schema 2 is newer than 1' },
}
