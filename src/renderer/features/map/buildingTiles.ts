import {
  Cartesian3,
  Cesium3DTileColorBlendMode,
  Cesium3DTileset,
  Color,
  ShadowMode,
  type Cesium3DTile,
  type Cesium3DTileFeature,
  type CustomShader,
} from '@cesium/engine'
import type { GeoPoint } from '#shared/contract/geo'
import { plainLook, type BuildingLook } from './buildingLook'
import { createBuildingShader, setBuildingColour, setBuildingPalette, setFloodLevel } from './buildingShader'
import { localAxes } from './ellipsoid'
import type { Palette } from './palette'
import { UnlitLighting } from './unlitLighting'

/** The buildings of the city in the scene. */
export type BuildingTiles = {
  tileset: Cesium3DTileset
  setLook(look: BuildingLook): void
  setPalette(palette: Palette): void
  /** Whether all buildings in view have arrived. */
  isComplete(): boolean
}

type TileContent = { featuresLength: number; getFeature(index: number): Cesium3DTileFeature }

// A software renderer pays for every triangle: it is given half of the detail.
const errorPx = { graphicsCard: 16, software: 32 }
const megabyte = 1024 * 1024

/** Reads the tileset and makes it ready for the scene. `centre` is where the city is: its up is up for every building. */
export async function createBuildingTiles(
  url: string,
  options: { software: boolean; centre: GeoPoint; palette: Palette },
): Promise<BuildingTiles> {
  const shader = shaderFor(options.centre, options.palette)
  const tileset = await Cesium3DTileset.fromUrl(url, {
    cacheBytes: 256 * megabyte,
    maximumCacheOverflowBytes: 128 * megabyte,
    maximumScreenSpaceError: options.software ? errorPx.software : errorPx.graphicsCard,
    shadows: ShadowMode.DISABLED,
    imageBasedLighting: new UnlitLighting(),
    // There is no loop that would draw again when a delayed tile may come.
    foveatedScreenSpaceError: false,
    cullRequestsWhileMoving: false,
    preloadFlightDestinations: false,
  })
  tileset.customShader = shader
  tileset.environmentMapManager.enabled = false
  tileset.colorBlendMode = Cesium3DTileColorBlendMode.MIX
  tileset.colorBlendAmount = 0.75
  // The buildings of each tile by their place in it; read when one of them is to look different, and most never are.
  const contents = new Map<TileContent, readonly string[] | undefined>()
  let look = plainLook
  let palette = options.palette

  tileset.tileLoad.addEventListener(({ content }: Cesium3DTile) => {
    const held = content as unknown as TileContent
    contents.set(held, undefined)
    if (isStyled(look)) styleContent(held)
  })
  tileset.tileUnload.addEventListener(({ content }: Cesium3DTile) => contents.delete(content as unknown as TileContent))

  function idsOf(content: TileContent): readonly string[] {
    const ids =
      contents.get(content) ??
      Array.from({ length: content.featuresLength }, (_, index) => String(content.getFeature(index).getProperty('id')))
    contents.set(content, ids)
    return ids
  }

  function styleContent(content: TileContent): void {
    const { hidden, highlighted, selectedId } = look
    const [accent, selected] = [cssColour(palette.accent), cssColour(palette.text)]
    for (const [index, id] of idsOf(content).entries()) {
      const feature = content.getFeature(index)
      const ward = look.colour === 'ward' ? look.wardColour(String(feature.getProperty('ward') ?? '')) : undefined
      const colour = id === selectedId ? selected : highlighted.has(id) ? accent : ward === undefined ? Color.WHITE : cssColour(ward)
      const show = !hidden.has(id)
      if (feature.show !== show) feature.show = show
      if (!Color.equals(feature.color, colour)) feature.color = colour
    }
  }

  return {
    tileset,
    setLook(next) {
      const before = look
      look = next
      tileset.show = next.visible
      if (next.colour !== before.colour) setBuildingColour(shader, next.colour)
      if (next.floodLevelM !== before.floodLevelM) setFloodLevel(shader, next.floodLevelM)
      // Feature by feature only when something about features has changed: the water slider must not pay for it.
      const isSame =
        next.hidden === before.hidden &&
        next.highlighted === before.highlighted &&
        next.selectedId === before.selectedId &&
        (next.colour === 'ward') === (before.colour === 'ward')
      if (!isSame) for (const content of contents.keys()) styleContent(content)
    },
    setPalette(next) {
      palette = next
      setBuildingPalette(shader, next)
      if (isStyled(look)) for (const content of contents.keys()) styleContent(content)
    },
    isComplete: () => !tileset.show || tileset.tilesLoaded,
  }
}

function shaderFor(centre: GeoPoint, palette: Palette): CustomShader {
  const { east, north, up } = localAxes(centre)
  const light = [0, 1, 2].map((axis) => north[axis]! * 0.66 - east[axis]! * 0.55 + up[axis]! * 0.5) as [number, number, number]
  return createBuildingShader(new Cartesian3(...up), Cartesian3.normalize(new Cartesian3(...light), new Cartesian3()), palette)
}

function isStyled({ hidden, highlighted, selectedId, colour }: BuildingLook): boolean {
  return hidden.size > 0 || highlighted.size > 0 || selectedId !== null || colour === 'ward'
}

const colours = new Map<string, Color>()

function cssColour(css: string): Color {
  const known = colours.get(css) ?? Color.fromCssColorString(css) ?? Color.GRAY
  colours.set(css, known)
  return known
}
