import type { Alert, AlertState } from '#shared/contract/alert'
import type { SavedScene, Shown, WallRule, WallState, WallTile, WallTrigger } from '#shared/contract/wall'
import { severityRank } from './severityRank'
import { mergeTiles } from './wallFold'

/** What the rules know besides the wall itself. */
export type Choreography = {
  rules: readonly WallRule[]
  scenes: readonly SavedScene[]
  nowMs: number
  /** Hour of the city's day, 0 to 23. */
  hour: number
}

/** What a rule that waits for no alert needs to know: the minute of the city's day, its weekday, and since when a level holds. */
export type Surroundings = { minute: number; weekday: number; threatSinceMs(levelId: string): number | undefined }

/** What a rule does to a wall. */
export type Cue = { kind: 'show'; shown: Shown } | { kind: 'return' } | undefined

/**
 * What an alert that was raised (or grew more severe) does to a wall. `tiles` is all that it shows now. The first of a flood changes
 * the wall; the others find it changed: a rule gives way only to one of higher priority, and nothing changes within its hold time.
 */
export function cueOfAlert(
  wall: WallState,
  tiles: readonly WallTile[],
  alert: Pick<Alert, 'id' | 'severity' | 'category'>,
  { rules, scenes, nowMs, hour }: Choreography,
): Cue {
  // Who has taken the wall decides what is on it; the alert strip says the rest.
  if (wall.control !== null && wall.control.untilMs > nowMs) return undefined
  const fitting = rules.filter((rule) => rule.enabled && rule.trigger === undefined && !isQuiet(rule, hour) && matches(rule, alert))
  for (const rule of fitting.toSorted((one, other) => other.priority - one.priority)) {
    if (!mayChange(wall, rule, rules, nowMs)) continue
    const next = tilesFor(rule, tiles, alert.id, scenes)
    if (next === undefined) continue
    return { kind: 'show', shown: showing(rule, tiles, next, alert.id, nowMs) }
  }
  return undefined
}

/** Whether what a rule put on the wall has to go: its time is over, its alert or its window is, or the rule itself is gone or off. */
export function cueOfTime(
  { shown }: WallState,
  rules: readonly WallRule[],
  alerts: ReadonlyMap<string, AlertState>,
  isOver: (state: AlertState) => boolean,
  nowMs: number,
  around?: Surroundings,
): Cue {
  if (shown?.reason.kind !== 'rule') return undefined
  const { ruleId, alertId } = shown.reason
  const rule = rules.find((each) => each.id === ruleId)
  const state = alertId === null ? undefined : alerts.get(alertId)
  const alertIsOver = alertId !== null && (state === undefined || isOver(state))
  if (rule === undefined || !rule.enabled || alertIsOver || endsAtMs(shown, rule) <= nowMs) return { kind: 'return' }
  const windowIsOver = rule.trigger !== undefined && around !== undefined && windowSinceMs(rule.trigger, nowMs, around) === undefined
  return windowIsOver ? { kind: 'return' } : undefined
}

/**
 * What a schedule or a declared level does to a wall now. Each window turns the wall once: who changes the wall within it, or returns,
 * is not contradicted. Only where another rule came between, and has gone by itself, it comes back.
 */
export function cueOfWindow(
  wall: WallState,
  tiles: readonly WallTile[],
  { rules, scenes, nowMs, hour }: Choreography,
  around: Surroundings,
): Cue {
  if (wall.control !== null && wall.control.untilMs > nowMs) return undefined
  const open = rules.filter((rule) => rule.enabled && !isQuiet(rule, hour) && isDue(wall, rule, nowMs, around))
  for (const rule of open.toSorted((one, other) => other.priority - one.priority)) {
    if (!mayChange(wall, rule, rules, nowMs)) continue
    const next = tilesFor(rule, tiles, null, scenes)
    if (next !== undefined) return { kind: 'show', shown: showing(rule, tiles, next, null, nowMs) }
  }
  return undefined
}

function isDue(wall: WallState, { id, trigger }: WallRule, nowMs: number, around: Surroundings): boolean {
  const sinceMs = trigger === undefined ? undefined : windowSinceMs(trigger, nowMs, around)
  if (sinceMs === undefined) return false
  const cued = wall.cued ?? []
  const mineAtMs = cued.find(({ ruleId }) => ruleId === id)?.atMs ?? -1
  if (mineAtMs < sinceMs) return true
  const wentByItself = wall.shown === null || (wall.shown.reason.kind === 'return' && wall.shown.reason.by === null)
  return wentByItself && cued.some(({ ruleId, atMs }) => ruleId !== id && atMs > mineAtMs)
}

/** When the window that is open now began; undefined while none is. A schedule begins with a whole minute of the city's day. */
function windowSinceMs(trigger: WallTrigger, nowMs: number, around: Surroundings): number | undefined {
  if (trigger.event === 'threat') return around.threatSinceMs(trigger.levelId)
  const { days, fromMinute, untilMinute } = trigger
  const { minute, weekday } = around
  const yesterday = weekday === 1 ? 7 : weekday - 1
  const pastMidnight = untilMinute <= fromMinute
  const isToday = days.includes(weekday) && minute >= fromMinute && (pastMidnight || minute < untilMinute)
  const isFromYesterday = pastMidnight && days.includes(yesterday) && minute < untilMinute
  if (!isToday && !isFromYesterday) return undefined
  const minutesAgo = isToday ? minute - fromMinute : minute + 1_440 - fromMinute
  return Math.floor(nowMs / 60_000) * 60_000 - minutesAgo * 60_000
}

function showing(rule: WallRule, tiles: readonly WallTile[], next: Picture, alertId: string | null, nowMs: number): Shown {
  return {
    tiles: mergeTiles(tiles, next.tiles),
    sceneId: next.scene?.scene.id ?? null,
    sceneVersion: next.scene?.version ?? null,
    atMs: nowMs,
    reason: { kind: 'rule', ruleId: rule.id, ruleName: rule.name, alertId },
  }
}

/** When what a rule put on the wall goes by itself; Infinity when only the end of its alert ends it. */
export function endsAtMs(shown: Shown, rule: WallRule): number {
  return rule.dwellS === null ? Infinity : shown.atMs + rule.dwellS * 1_000
}

function matches({ when }: WallRule, alert: Pick<Alert, 'severity' | 'category'>): boolean {
  if (severityRank[alert.severity] > severityRank[when.severityAtLeast]) return false
  return when.categories.length === 0 || when.categories.includes(alert.category)
}

function isQuiet({ quiet }: WallRule, hour: number): boolean {
  if (quiet === null) return false
  const { fromHour, untilHour } = quiet
  return fromHour <= untilHour ? hour >= fromHour && hour < untilHour : hour >= fromHour || hour < untilHour
}

function mayChange({ shown }: WallState, rule: WallRule, rules: readonly WallRule[], nowMs: number): boolean {
  if (shown === null) return true
  const { reason, atMs } = shown
  const held = nowMs < atMs + rule.holdS * 1_000
  if (reason.kind === 'rule') {
    const before = rules.find((each) => each.id === reason.ruleId)
    return before === undefined || rule.priority > before.priority
  }
  // The wall has just come back from a rule: people are given time to see it as they left it.
  return !(reason.kind === 'return' && reason.by === null && held)
}

type Picture = { tiles: readonly WallTile[]; scene: SavedScene | undefined }

function tilesFor(rule: WallRule, tiles: readonly WallTile[], alertId: string | null, scenes: readonly SavedScene[]): Picture | undefined {
  const { show } = rule
  if (show.what === 'scene') {
    const scene = scenes.find((saved) => saved.scene.id === show.sceneId)
    return scene && { tiles: scene.scene.tiles, scene }
  }
  if (alertId === null) return undefined
  const city = tiles.find(({ content }) => content.kind === 'city' || content.kind === 'panorama')
  if (city === undefined) return undefined
  const sameSurfaces = tiles.filter(({ area }) => area.surfaces.some((surface) => city.area.surfaces.includes(surface)))
  const aimed = (tile: WallTile): WallTile =>
    tile === city && (tile.content.kind === 'city' || tile.content.kind === 'panorama')
      ? { ...tile, content: { ...tile.content, aim: { at: 'alert', alertId } } }
      : tile
  return { tiles: sameSurfaces.map(aimed), scene: undefined }
}
