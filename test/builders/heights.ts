import { writeArrayBuffer } from 'geotiff'

export type TiffWish = {
  heights?: (lonDeg: number, latDeg: number) => number
  /** Tags and keys in place of the usual ones. */
  metadata?: Record<string, unknown>
}

const side = 61
const stepDeg = 0.14 / side

/** Bytes of a GeoTIFF of 61 x 61 heights around Đông Hà (107 to 107.14 E, 16.73 to 16.87 N), in degrees, pixels as areas. */
export function geoTiff({ heights = () => 5, metadata = {} }: TiffWish = {}): Uint8Array {
  const values = Float32Array.from({ length: side * side }, (_, post) =>
    heights(107 + ((post % side) + 0.5) * stepDeg, 16.87 - (Math.floor(post / side) + 0.5) * stepDeg),
  )
  const tags = {
    width: side,
    height: side,
    SampleFormat: [3],
    BitsPerSample: [32],
    ModelPixelScale: [stepDeg, stepDeg, 0],
    ModelTiepoint: [0, 0, 0, 107, 16.87, 0],
    GeographicTypeGeoKey: 4326,
    GTModelTypeGeoKey: 2,
    GTRasterTypeGeoKey: 1,
    ...metadata,
  }
  return new Uint8Array(writeArrayBuffer(values, tags as Parameters<typeof writeArrayBuffer>[1]))
}
