import type { Page } from '@playwright/test'
import { ready, removeFolder, startRoom, temporaryFolder, withWall, type Room } from '../../test/e2e/room.ts'

/** Displays of the wall that is measured: the desk and three surfaces in two rows of two. */
export const displays = 4
export const surfaces = [1, 2, 3] as const
export type Wall = Parameters<Parameters<typeof withWall>[1]>[0]
/** A running room with its pages. */
export type WallRoom = { wall: Wall; room: Room; desk: Page; pages: Page[] }

/** Starts a room on a wall of four displays, waits until everything stands, and ends it after the work. */
export async function withWallRoom<Result>(name: string, words: string[], work: (room: WallRoom) => Promise<Result>): Promise<Result> {
  const data = temporaryFolder(`bench-wall-${name}`)
  let result: Result | undefined
  await withWall(displays, async (wall) => {
    result = await inRoom(wall, data, words, work)
  })
  removeFolder(data)
  return result as Result
}

/** The same on a wall that is there already, with a data folder that may have been used before. */
export async function inRoom<Result>(
  wall: Wall,
  data: string,
  words: string[],
  work: (room: WallRoom) => Promise<Result>,
): Promise<Result> {
  const room = await startRoom({ wall, data, arguments: ['--lang=vi', ...words] })
  try {
    const desk = await ready(await room.desk())
    const pages = await Promise.all(surfaces.map(async (number) => ready(await room.surface(number))))
    for (const page of [desk, ...pages])
      await page.waitForFunction(() => document.querySelector('[data-mode="starting"]') === null, undefined, { timeout: 60_000 })
    return await work({ wall, room, desk, pages })
  } finally {
    await room.close()
  }
}
