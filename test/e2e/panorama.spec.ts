import { expect, test } from '@playwright/test'
import { crossingAlert, hangAcross, seamErrorPx } from './panoramaWall'
import { inletOf, postCap, ready, removeFolder, startRoom, temporaryFolder, withWall } from './room'

test('one city across two displays: a line that crosses them goes on behind the frames where it was', async () => {
  test.setTimeout(150_000)
  const data = temporaryFolder('panorama')
  await withWall(4, async (wall) => {
    const room = await startRoom({ wall, data, arguments: ['--lang=vi'] })
    try {
      const desk = await ready(await room.desk())
      await hangAcross(desk, [await ready(await room.surface(2)), await ready(await room.surface(3))])
      await postCap(await inletOf(room), crossingAlert())
      const seam = (): number => seamErrorPx(wall, (display) => test.info().outputPath(`display-${display}.png`))
      await expect.poll(seam, { timeout: 30_000, intervals: [500] }).toBeLessThanOrEqual(1)
    } finally {
      await room.close()
    }
  })
  removeFolder(data)
})
