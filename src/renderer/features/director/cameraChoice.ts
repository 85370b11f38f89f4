import type { maximumGroupCameras } from '#shared/contract/tileContent'
import type { TileContent } from '#shared/contract/wall'

// Typed by the contract's constant, written here so that the page does not carry the schemas that stand beside it.
/** Most cameras of one group. */
export const mostCameras: typeof maximumGroupCameras = 16

/** One camera alone, several as a group (the first of too many), none as nothing. */
export function camerasContent(cameraIds: readonly string[]): TileContent | undefined {
  const [first, ...others] = cameraIds
  if (first === undefined) return undefined
  return others.length === 0 ? { kind: 'camera', cameraId: first } : { kind: 'camera-group', cameraIds: cameraIds.slice(0, mostCameras) }
}
