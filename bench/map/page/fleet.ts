import { offsetPlace } from '../../../src/renderer/features/map/ellipsoid.ts'
import type { MoverFix } from '../../../src/renderer/features/map/moverStore.ts'
import type { GeoPoint } from '../../../src/shared/contract/geo.ts'

export const moverCount = 10_000
const kinds = ['police', 'fire', 'ambulance', 'rescue', 'boat', 'other'] as const

/** Where 10,000 movers are at a moment: each drives its own circle about the city, at 5 to 15 m/s. */
export function fixesAt(centre: GeoPoint, atMs: number): MoverFix[] {
  return Array.from({ length: moverCount }, (_, n) => {
    const radiusM = 100 + ((n * 7_919) % 2_400)
    const turn = ((n * 104_729) % 628) / 100 + (atMs / 1_000) * ((5 + (n % 11)) / radiusM)
    const { lonDeg, latDeg } = offsetPlace(centre, Math.cos(turn) * radiusM, Math.sin(turn) * radiusM)
    const headingDeg = (360 - (turn * 180) / Math.PI) % 360
    return {
      id: `u${n}`,
      name: `Xe ${n}`,
      kind: kinds[n % kinds.length]!,
      lonDeg,
      latDeg,
      headingDeg,
      atMs,
      urgent: n % 2_000 === 0,
      drill: false,
    }
  })
}
