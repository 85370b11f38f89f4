import { z } from 'zod'
import { timeMs } from './ids'
import { bilingual } from './room'
import { safeText } from './text'
import { ruleId, sceneId, wallPerson } from './wallNames'

/** Threat levels: how tense the city or a ward is, as the room has declared it, and what follows from that. No legal scale. */

const threatLevelId = z.string().regex(/^[a-z0-9-]{1,40}$/)
const shortWords = z.strictObject({ vi: safeText(60), en: safeText(60) })

/** What a level runs when it is declared and undoes when it is left. */
const threatAction = z.discriminatedUnion('what', [
  /** On every wall that nobody holds, until the level is left. */
  z.strictObject({ what: z.literal('scene'), sceneId }),
  z.strictObject({ what: z.literal('rule'), ruleId, enabled: z.boolean() }),
  /** Words beside the level, on every desk and wall. */
  z.strictObject({ what: z.literal('notice'), text: bilingual }),
])
export type ThreatAction = z.infer<typeof threatAction>

const threatLevel = z.strictObject({ id: threatLevelId, name: shortWords, actions: z.array(threatAction).max(20) })
export type ThreatLevel = z.infer<typeof threatLevel>

/** Calmest first: the first is what holds where nobody has declared anything, and runs nothing. */
export const threatLevels = z.array(threatLevel).min(2).max(6)

/** The whole city, `wardId` null, or one ward. */
const threatScope = z.strictObject({ wardId: safeText(80).min(1).nullable(), name: shortWords })
export type ThreatScope = z.infer<typeof threatScope>

/** A level that somebody has declared, and the rules it switched with what they were before. */
export const threat = z.strictObject({
  scope: threatScope,
  levelId: threatLevelId,
  setAtMs: timeMs,
  by: wallPerson,
  reason: safeText(300).min(1),
  switched: z.array(z.strictObject({ ruleId, was: z.boolean() })).max(20),
})
export type Threat = z.infer<typeof threat>

/** Most scopes that are above the calmest level at once. */
export const maximumThreats = 100

/** What the facts about threat levels carry; they are in stream `wall`. */
export const threatPayloads = {
  'threat.set': z.strictObject({ threat }),
  'threat-levels.saved': z.strictObject({ levels: threatLevels }),
} as const

/** What a person may ask about threat levels. `id` is the ward's, `city`, or that of the set of levels. */
export const threatRequests = {
  'threat.set': z.strictObject({ id: safeText(80).min(1), scope: threatScope, levelId: threatLevelId, reason: safeText(300).min(1) }),
  'threat-levels.save': z.strictObject({ id: z.literal('threat-levels'), levels: threatLevels }),
} as const
