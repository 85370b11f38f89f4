import type { WallRequest, WallState, WallTile } from '#shared/contract/wall'
import { isSameDrawing, tilesOf } from '#shared/domain/wallLayout'
import { defineStore } from 'pinia'
import { computed } from 'vue'
import { useConnectionStore } from './connectionStore'
import { pendingOnWalls } from './pendingOnWalls'
import { useRoomStore } from './roomStore'
import { useWindowStore } from './windowStore'

// As in the contract; written here so that the page does not carry the schemas that stand beside it.
const mostSurfaces = 16

/** The walls of the room, and the one that hangs at this station. */
export const useWallStore = defineStore('wall', () => {
  const room = useRoomStore()
  const connection = useConnectionStore()
  const view = useWindowStore()

  // While the line is up the answer is here before anybody could see the difference, and the gateway alone decides.
  const all = computed(() => {
    const walls = room.room.walls
    const { self, link } = connection
    return self === undefined || link?.state === 'live' ? walls : pendingOnWalls(walls, connection.outbox.values(), self)
  })
  const viewpointIds = computed(() => (view.description?.city?.viewpoints ?? []).map(({ id }) => id))
  /** This station's wall as the log knows it, on the displays that there really are. */
  const own = computed((): WallState => {
    const id = connection.self?.id ?? ''
    const known = all.value.walls.find((wall) => wall.drawing.id === id)
    const before = known?.drawing
    const surfaces = (view.description?.surfaces ?? []).slice(0, mostSurfaces).map((each) => {
      // The system tells of pixels; what somebody measured is in the log.
      const { boundsMm = null, group } = before?.surfaces.find(({ surface }) => surface === each.surface) ?? {}
      return { ...each, boundsMm, ...(group === undefined ? {} : { group }) }
    })
    const name = before?.name ?? connection.self?.name ?? ''
    const drawing = { id, name, viewingDistanceM: before?.viewingDistanceM ?? null, surfaces }
    return { shown: null, returnStack: [], control: null, ...known, drawing }
  })
  const tiles = computed((): WallTile[] => tilesOf(own.value, viewpointIds.value))
  /** True while the log does not know this wall as it is: a display came, went or was measured. */
  const isUnknown = computed(() => {
    const known = all.value.walls.find((wall) => wall.drawing.id === own.value.drawing.id)
    return known === undefined || !isSameDrawing(known.drawing, own.value.drawing)
  })

  function ask(request: WallRequest): void {
    connection.ask(request)
  }

  /** Turns the first city on this station's wall to an alert; false when the wall shows no city. */
  function sendAlert(alertId: string): boolean {
    const city = tiles.value.find(({ content }) => content.kind === 'city' || content.kind === 'panorama')
    if (city === undefined || (city.content.kind !== 'city' && city.content.kind !== 'panorama')) return false
    // Who is shown an alert is not to read an answer to something else beside it.
    const { answer: _answer, ...content } = city.content
    const aimed: WallTile = { ...city, content: { ...content, aim: { at: 'alert', alertId } } }
    const next = tiles.value.map((tile) => (tile === city ? aimed : tile))
    ask({ type: 'wall.show', input: { id: own.value.drawing.id, tiles: next, sceneId: null, sceneVersion: null } })
    return true
  }

  return { all, own, tiles, viewpointIds, isUnknown, ask, sendAlert }
})
