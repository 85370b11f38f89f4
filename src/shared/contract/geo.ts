import { z } from 'zod'

/** A point in WGS 84. */
export const geoPoint = z.strictObject({
  lonDeg: z.number().min(-180).max(180),
  latDeg: z.number().min(-90).max(90),
})
export type GeoPoint = z.infer<typeof geoPoint>

/** Closed ring of [lonDeg, latDeg] pairs: at least four, the first equal to the last. */
export const geoRing = z
  .array(z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]))
  .min(4)
  .max(20_000)
export type GeoRing = z.infer<typeof geoRing>

export const geoCircle = z.strictObject({ centre: geoPoint, radiusM: z.number().nonnegative().max(20_100_000) })
export type GeoCircle = z.infer<typeof geoCircle>
