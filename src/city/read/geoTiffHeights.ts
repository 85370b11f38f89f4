import { fromFile, type GeoTIFF } from 'geotiff'
import { SourceRefused } from '#city/import/sourceRefused'
import { crsCodes, crsOf, type Crs } from './crs'
import type { HeightSource } from './heightSource'
import { checkTiffDirectory } from './tiffDirectory'

type Keys = Record<string, number | string | undefined>

// EPSG units of length that are feet: international, US survey, and the older ones of the same size.
const feetUnits: ReadonlyMap<number, string> = new Map([
  [9002, 'foot'],
  [9003, 'US survey foot'],
  [9005, "Clarke's foot"],
  [9041, 'Sears foot'],
])
const pixelIsPoint = 2

/**
 * Heights in the first band of a GeoTIFF; only what is asked for is read. Throws SourceRefused when it is upside down, in feet, or in
 * a coordinate system that is not known; an Error when it cannot be read.
 * @param declared takes the place of the system that the file names
 */
export async function openGeoTiff(path: string, declared?: Crs): Promise<HeightSource> {
  await checkTiffDirectory(path)
  const tiff = await fromFile(path)
  try {
    return await opened(tiff, declared)
  } catch (error) {
    await tiff.close()
    throw error
  }
}

async function opened(tiff: GeoTIFF, declared: Crs | undefined): Promise<HeightSource> {
  const image = await tiff.getImage(0)
  const keys: Keys = image.getGeoKeys() ?? {}
  const crs = declared ?? crsIn(keys)
  const directory = image.getFileDirectory()
  const value = (tag: 'ModelTransformation' | 'ModelPixelScale' | 'ModelTiepoint'): number[] | undefined => {
    const numbers = directory.getValue(tag) as ArrayLike<number> | undefined
    return numbers === undefined ? undefined : Array.from(numbers)
  }
  const { x, y, stepX, stepY } = placeOf(value('ModelTransformation'), value('ModelPixelScale'), value('ModelTiepoint'))
  if (![x, y, stepX, stepY].every((number) => Number.isFinite(number)) || !(stepX > 0) || stepY === 0)
    throw new Error('it does not say where it lies')
  // North first means that going down a row goes down in northing.
  if (stepY > 0) throw new SourceRefused('terrain-flipped', {})
  const unit = (await unitOf(image)) ?? feetUnits.get(Number(keys.VerticalUnitsGeoKey))
  if (unit !== undefined) throw new SourceRefused('terrain-in-feet', { unit })
  const noData = image.getGDALNoData()
  const half = keys.GTRasterTypeGeoKey === pixelIsPoint ? 0 : 0.5
  return {
    crs,
    columns: image.getWidth(),
    rows: image.getHeight(),
    originX: x + stepX * half,
    originY: y + stepY * half,
    stepX,
    stepY: -stepY,
    heightDatum: typeof keys.VerticalCitationGeoKey === 'string' ? keys.VerticalCitationGeoKey.slice(0, 120) : 'as its source has it',
    // A GeoTIFF does not say; city models need metres, so the height of a storey is a fair warning.
    accuracyM: 5,
    async read({ column, row, columns, rows }) {
      const [band] = (await image.readRasters({ samples: [0], window: [column, row, column + columns, row + rows] })) as unknown as [
        ArrayLike<number>,
      ]
      const heightsM = new Float32Array(columns * rows)
      for (let post = 0; post < heightsM.length; post += 1) {
        const value = band[post]!
        heightsM[post] = value === noData || !Number.isFinite(value) || Math.abs(value) > 1e6 ? NaN : value
      }
      return heightsM
    },
    close: async () => {
      await tiff.close()
    },
  }
}

/**
 * Corner of the first pixel and the way from pixel to pixel (OGC GeoTIFF 1.1, 7.3.3). Read here because the library's own answer turns
 * the north round when a transformation takes the place of a scale.
 */
function placeOf(
  transformation: number[] | undefined,
  scale: number[] | undefined,
  tie: number[] | undefined,
): { x: number; y: number; stepX: number; stepY: number } {
  if (transformation !== undefined) {
    const [a, b, , d, e, f, , h] = transformation as [number, number, number, number, number, number, number, number]
    if (b !== 0 || e !== 0) throw new Error('it is turned; export it with north up')
    return { x: d, y: h, stepX: a, stepY: f }
  }
  const [stepX, down] = scale ?? []
  const [column, row, , x, y] = tie ?? []
  if (stepX === undefined || down === undefined || column === undefined || row === undefined || x === undefined || y === undefined)
    throw new Error('it does not say where it lies')
  return { x: x - column * stepX, y: y + row * down, stepX, stepY: -down }
}

function crsIn(keys: Keys): Crs {
  const code = keys.ProjectedCSTypeGeoKey ?? keys.GeographicTypeGeoKey
  if (code === undefined) throw new Error('it names no coordinate system; declare one')
  const crs = crsOf(String(code))
  if (crs === undefined) throw new SourceRefused('crs-unknown', { crs: `EPSG:${code}`, known: crsCodes().slice(0, 24).join(', ') })
  return crs
}

/** Feet in the band's own unit, as GDAL writes it; undefined when it is anything else. */
async function unitOf(image: {
  getGDALMetadata(sample?: number): Promise<Record<string, unknown> | null> | Record<string, unknown> | null
}): Promise<string | undefined> {
  const metadata = await image.getGDALMetadata(0)
  const unit = Object.entries(metadata ?? {}).find(([name]) => /^unit_?type$/i.test(name))?.[1]
  return typeof unit === 'string' && /^(ft|feet|foot|us[- ]?ft|us survey foot|ftus)$/i.test(unit.trim()) ? unit : undefined
}
