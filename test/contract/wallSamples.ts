import type { FactPayload } from '#shared/contract/fact'
import type { RequestEnvelope, RequestOutput } from '#shared/contract/feed'
import type { Threat, ThreatLevel } from '#shared/contract/threat'
import type { SavedScene, Shown, WallDrawing, WallFactType, WallRequestType, WallRule, WallsState, WallTile } from '#shared/contract/wall'
import { builtAtMs } from '#test/builders/alertBuilder'

const key = '3f2504e0-4f89-41d3-9a0c-0305e82c3301'
const by = { id: 'station-1', name: 'Bàn trực 1' }

export const drawing: WallDrawing = {
  id: 'station-1',
  name: 'Tường phòng trực',
  surfaces: [
    {
      surface: 1,
      present: true,
      label: 'DELL U2720Q',
      boundsPx: { x: 1920, y: 0, width: 1920, height: 1080 },
      boundsMm: { x: 0, y: 0, width: 1210, height: 680 },
    },
    { surface: 2, present: false, label: '', boundsPx: { x: 3840, y: 0, width: 1920, height: 1080 }, boundsMm: null },
  ],
  viewingDistanceM: 4.5,
}

const whole = { surfaces: [1], x: 0, y: 0, width: 1, height: 1 }
const tiles: WallTile[] = [
  {
    id: 'tour',
    area: whole,
    content: {
      kind: 'sequence',
      items: [
        { content: { kind: 'city', aim: { at: 'viewpoint', viewpointId: 'hieu-river' }, withClock: true }, dwellS: 20 },
        { content: { kind: 'gauge', gaugeId: 'dong-ha' }, dwellS: 3 },
        { content: { kind: 'handling' }, dwellS: 10 },
        { content: { kind: 'indicator', indicator: 'alert-rate' }, dwellS: 10 },
        { content: { kind: 'domain', domain: 'environment' }, dwellS: 10 },
        { content: { kind: 'camera', cameraId: 'cam-01' }, dwellS: 10 },
        { content: { kind: 'web', url: 'https://mua.example.invalid/ban-do', name: 'Lượng mưa', wallSafe: true }, dwellS: 30 },
        {
          content: {
            kind: 'document',
            document: { sha256: 'a'.repeat(64), name: 'sơ đồ.pdf', mediaType: 'application/pdf', bytes: 48_211 },
            pageDwellS: 15,
            wallSafe: true,
          },
          dwellS: 60,
        },
        { content: { kind: 'camera-group', cameraIds: ['cam-01', 'cam-02'] }, dwellS: 10 },
      ],
    },
  },
  {
    id: 'across',
    area: { surfaces: [1, 2], x: 0, y: 0.5, width: 1, height: 0.5 },
    content: { kind: 'panorama', aim: { at: 'alert', alertId: 'alert-1' } },
  },
  { id: 'words', area: whole, content: { kind: 'text', title: { vi: 'Giao ban', en: 'Briefing' }, body: { vi: '7 giờ', en: '7:00' } } },
]
export const sceneSample = { id: 'lu-song-hieu', name: { vi: 'Lũ sông Hiếu', en: 'Hiếu flood' }, tiles }
const scene = sceneSample
const shown: Shown = {
  tiles,
  sceneId: scene.id,
  sceneVersion: 2,
  atMs: builtAtMs,
  reason: { kind: 'rule', ruleId: 'fire', ruleName: { vi: 'Cháy', en: 'Fire' }, alertId: 'alert-1' },
}
const rule: WallRule = {
  id: 'fire',
  name: { vi: 'Cháy', en: 'Fire' },
  enabled: true,
  when: { severityAtLeast: 'high', categories: ['Fire'] },
  show: { what: 'scene', sceneId: scene.id },
  priority: 60,
  holdS: 60,
  dwellS: 300,
  quiet: { fromHour: 22, untilHour: 5 },
}
const nightRule: WallRule = {
  ...rule,
  id: 'dem',
  trigger: { event: 'schedule', days: [1, 2, 3, 4, 5], fromMinute: 1_320, untilMinute: 360 },
}
const threat: Threat = {
  scope: { wardId: null, name: { vi: 'Đông Hà', en: 'Đông Hà' } },
  levelId: 'high',
  setAtMs: builtAtMs,
  by,
  reason: 'nước sông lên nhanh',
  switched: [{ ruleId: 'fire', was: false }],
}
const levels: ThreatLevel[] = [
  { id: 'normal', name: { vi: 'Bình thường', en: 'Normal' }, actions: [] },
  {
    id: 'high',
    name: { vi: 'Cảnh giác cao', en: 'High' },
    actions: [
      { what: 'scene', sceneId: 'lu-song-hieu' },
      { what: 'rule', ruleId: 'fire', enabled: true },
      { what: 'notice', text: { vi: 'Trực 100% quân số', en: 'Everybody on duty' } },
    ],
  },
]
const saved: SavedScene = { scene, version: 2, savedAtMs: builtAtMs, by, earlier: [{ version: 1, scene, savedAtMs: builtAtMs, by }] }
const control = {
  by,
  sinceMs: builtAtMs,
  untilMs: builtAtMs + 1_800_000,
  takenFrom: { by: { id: 'station-2', name: 'Bàn trực 2' }, reason: 'cháy chợ Đông Hà' },
}

export const wallsSample: WallsState = {
  walls: [
    {
      drawing,
      shown,
      returnStack: [{ ...shown, reason: { kind: 'return', by: null } }],
      control,
      cued: [{ ruleId: 'fire', atMs: builtAtMs }],
    },
  ],
  scenes: [saved],
  rules: [rule, nightRule],
  threats: [threat],
  threatLevels: levels,
}

export const wallPayloadSamples: { [T in WallFactType]: FactPayload<T> } = {
  'wall.drawn': { drawing },
  'wall.shown': { wallId: drawing.id, shown },
  'wall.returned': { wallId: drawing.id, reason: { kind: 'return', by }, atMs: builtAtMs },
  'wall.controlled': { wallId: drawing.id, control },
  'scene.saved': { scene, version: 2, savedAtMs: builtAtMs, by },
  'scene.removed': { id: scene.id },
  'wall-rules.saved': { rules: [rule, nightRule] },
  'threat.set': { threat },
  'threat-levels.saved': { levels },
}

const asked = <Input>(input: Input) => ({ envelope: { key, madeAtMs: builtAtMs, input }, output: { version: 3, seq: 3 } })
export const wallRequestSamples: { [T in WallRequestType]: { envelope: RequestEnvelope<T>; output: RequestOutput } } = {
  'wall.draw': asked({ id: drawing.id, drawing }),
  'wall.show': asked({ id: drawing.id, tiles, sceneId: null, sceneVersion: null }),
  'wall.return': asked({ id: drawing.id }),
  'wall.take': asked({ id: drawing.id, forS: 1_800, override: true, reason: 'cháy chợ Đông Hà' }),
  'wall.release': asked({ id: drawing.id }),
  'scene.save': asked({ id: scene.id, scene, expectedVersion: 1 }),
  'scene.remove': asked({ id: scene.id, expectedVersion: 2 }),
  'wall-rules.save': asked({ id: 'wall-rules' as const, rules: [rule, nightRule] }),
  'threat.set': asked({ id: 'city', scope: threat.scope, levelId: 'high', reason: threat.reason }),
  'threat-levels.save': asked({ id: 'threat-levels' as const, levels }),
}
