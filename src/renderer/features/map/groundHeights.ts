import { heightAt, type HeightGrid } from '#analysis/heightGrid'

/** Height of the ground in metres anywhere: the same for the terrain, for what stands on it and for the camera. */
export type GroundHeights = (lonDeg: number, latDeg: number) => number

/** Ground of a city without terrain. */
export const flatGround: GroundHeights = () => 0

/** Heights of a grid, going on outside it as they are at its edge, so that the city does not end in a cliff; 0 where nothing is known. */
export function groundOf(grid: HeightGrid): GroundHeights {
  const { westDeg, southDeg, eastDeg, northDeg } = grid
  return (lonDeg, latDeg) => {
    const height = heightAt(grid, Math.min(eastDeg, Math.max(westDeg, lonDeg)), Math.min(northDeg, Math.max(southDeg, latDeg)))
    return Number.isNaN(height) ? 0 : height
  }
}

/** Heights of `size` by `size` posts of a map tile, row by row from its north-west corner. */
export function tileHeights(
  ground: GroundHeights,
  tile: { west: number; south: number; east: number; north: number },
  size: number,
): Float32Array {
  const heights = new Float32Array(size * size)
  for (let row = 0; row < size; row += 1) {
    const latDeg = tile.north - ((tile.north - tile.south) * row) / (size - 1)
    for (let column = 0; column < size; column += 1)
      heights[row * size + column] = ground(tile.west + ((tile.east - tile.west) * column) / (size - 1), latDeg)
  }
  return heights
}
