import { removeFolder, temporaryFolder, withWall, type Room } from '../../test/e2e/room.ts'
import { isSame, tilesOn, type Shown } from './tiles.ts'
import { displays, inRoom, surfaces, type Wall, type WallRoom } from './wallRoom.ts'

// The X server has no DPI of one display that could change while it runs; a person changes it there and starts anew.
const scaleFactors = [1, 1.25, 1.5, 2, 1]
const resolutions = ['960x540', '1024x576'] as const
const settleLimitMs = 20_000

/**
 * Rounds in which displays drawn by lot are unplugged and plugged again and one of the others changes its resolution and back; every
 * fifth part of them begins with another DPI. Counted are windows that are not on their display and surfaces that show something else.
 */
export async function plugAndUnplug(rounds: number, seed: number): Promise<Record<string, number>> {
  const draw = drawn(seed)
  const counted = { rounds: 0, offscreen: 0, scenesLost: 0, dpiChanges: 0 }
  const data = temporaryFolder('bench-wall-plugging')
  await withWall(displays, async (wall) => {
    let before: Shown[][] | undefined
    for (const [index, factor] of scaleFactors.entries()) {
      const share = Math.ceil((rounds - counted.rounds) / (scaleFactors.length - index))
      if (share <= 0) break
      await inRoom(wall, data, [`--force-device-scale-factor=${factor}`], async (room) => {
        const there = await windowsOf(room.room)
        const now = await tilesOn(room.pages)
        before ??= now
        if (index > 0) counted.dpiChanges += 1
        if (!isSame(before, now)) counted.scenesLost += 1
        counted.offscreen += there.offscreen
        for (let round = 0; round < share; round += 1) {
          const { offscreen, scenesLost } = await oneRound(wall, room, before, there.seats, draw)
          counted.rounds += 1
          counted.offscreen += offscreen
          counted.scenesLost += scenesLost
        }
      })
    }
  })
  removeFolder(data)
  console.log(
    `${counted.rounds} rounds of unplugging and other resolutions, ${counted.dpiChanges} of another DPI: ${counted.offscreen} windows off their display, ${counted.scenesLost} arrangements lost`,
  )
  return counted
}

type Draw = (below: number) => number

async function oneRound(
  wall: Wall,
  { room }: WallRoom,
  before: readonly Shown[][],
  home: readonly Seat[],
  draw: Draw,
): Promise<{ offscreen: number; scenesLost: number }> {
  const numbers = surfaces.map((surface) => surface + 1)
  const away = new Set([numbers[draw(numbers.length)]!, numbers[draw(numbers.length)]!])
  const changed = [1, ...numbers].filter((display) => !away.has(display))[draw(displays - away.size)]!
  for (const display of away) wall.unplug(display)
  wall.change(changed, resolutions[draw(resolutions.length)]!)
  let { offscreen } = await settled(room, displays - away.size)
  for (const display of away) wall.plug(display)
  wall.plug(changed)
  offscreen += (await settled(room, displays, home)).offscreen
  const pages = await Promise.all(surfaces.map((number) => room.surface(number)))
  return { offscreen, scenesLost: isSame(before, await tilesOn(pages)) ? 0 : 1 }
}

type Seat = { page: string; bounds: Record<(typeof edges)[number], number> }
type Windows = { displays: number; offscreen: number; seats: Seat[] }
const edges = ['x', 'y', 'width', 'height'] as const
/** Units that a window and its display, or the same window twice, may be apart by rounding at a DPI that is not whole. */
const roundedBy = 2

function isSeatOf(one: Seat, other: Seat | undefined): boolean {
  return one.page === other?.page && edges.every((edge) => Math.abs(one.bounds[edge] - other.bounds[edge]) <= roundedBy)
}

/**
 * The visible windows: how many displays are not filled by exactly one or how many windows fill none, and where each is. At a DPI that
 * is not whole the system rounds a window outwards and a display inwards, so two units apart are the same place.
 */
function windowsOf(room: Room): Promise<Windows> {
  return room.app.evaluate(({ BrowserWindow, screen }) => {
    const places = screen.getAllDisplays().map(({ bounds }) => bounds)
    const windows = BrowserWindow.getAllWindows().filter((window) => window.isVisible())
    const seats = windows.map((window) => window.getBounds())
    type Bounds = (typeof seats)[number]
    const fills = (seat: Bounds, place: Bounds) =>
      (['x', 'y', 'width', 'height'] as const).every((edge) => Math.abs(seat[edge] - place[edge]) <= 2)
    const empty = places.filter((place) => seats.filter((seat) => fills(seat, place)).length !== 1).length
    const lost = seats.filter((seat) => !places.some((place) => fills(seat, place))).length
    const named = windows.map((window) => ({ page: new URL(window.webContents.getURL()).search, bounds: window.getBounds() }))
    named.sort((one, other) => one.page.localeCompare(other.page))
    return { displays: places.length, offscreen: Math.max(empty, lost), seats: named }
  })
}

/**
 * Waits until the system shows so many displays and each has its window, at its own place where that is given, twice in a row; what is
 * wrong at the limit is the answer. The system tells of another resolution a moment later than it has it.
 */
async function settled(room: Room, count: number, home: readonly Seat[] = []): Promise<Windows> {
  const startedMs = Date.now()
  for (let calm = 0; ;) {
    const now = await windowsOf(room)
    const moved = home.filter((seat, index) => !isSeatOf(seat, now.seats[index])).length
    const isRight = now.displays === count && now.offscreen === 0 && now.seats.length === count && moved === 0
    calm = isRight ? calm + 1 : 0
    if (calm === 2) return now
    if (Date.now() - startedMs > settleLimitMs) {
      console.log(`not settled on ${count} displays: ${JSON.stringify(now)}`)
      return { ...now, offscreen: Math.max(1, now.offscreen, moved) }
    }
    await new Promise((settle) => setTimeout(settle, 50))
  }
}

/** Numbers by lot that are the same for the same seed (the generator of Park and Miller). */
function drawn(seed: number): Draw {
  let state = (seed * 48_271) % 2_147_483_647 || 1
  return (below) => {
    state = (state * 48_271) % 2_147_483_647
    return state % below
  }
}
