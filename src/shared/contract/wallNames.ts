import { z } from 'zod'
import { safeText } from './text'

/** How walls, scenes, rules and those who steer them are named in facts and requests. */

export const wallId = safeText(80).min(1)
export const sceneId = z.string().regex(/^[a-z0-9-]{1,60}$/)
export const ruleId = z.string().regex(/^[a-z0-9-]{1,60}$/)
export const wallPerson = z.strictObject({ id: safeText(120), name: safeText(200) })
export type WallPerson = z.infer<typeof wallPerson>
