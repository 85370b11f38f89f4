import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { ready, removeFolder, startRoom, temporaryFolder, withWall, type Room } from './room'

// A city that is imported from the desk, by keys where there are keys: refused, stopped, looked at, put in place, opened at the next start.

const house = (id: string, column: number, row: number, cross = false) => {
  const [lon, lat] = [107.1 + column * 0.0004, 16.8 + row * 0.0004]
  const corners = [
    [lon, lat],
    [lon + 0.0002, lat],
    [lon + 0.0002, lat + 0.0002],
    [lon, lat + 0.0002],
  ]
  const ring = cross ? [corners[0], corners[2], corners[1], corners[3]] : corners
  return { type: 'Feature', properties: { id, height: 6 }, geometry: { type: 'Polygon', coordinates: [[...ring, ring[0]]] } }
}
const collection = (features: unknown[]) => JSON.stringify({ type: 'FeatureCollection', features })

test('imports a city from the desk and opens it at the next start', async () => {
  test.setTimeout(180_000)
  const data = temporaryFolder('city-import')
  const good = join(data, 'good.geojson')
  const bad = join(data, 'bad.geojson')
  const houses = Array.from({ length: 400 }, (_, i) => house(`nha-${i}`, i % 20, Math.floor(i / 20)))
  writeFileSync(good, collection(houses))
  writeFileSync(bad, collection([...houses, house('nha-hong', 30, 30, true)]))
  const inCities = (): string[] => (existsSync(join(data, 'cities')) ? readdirSync(join(data, 'cities')).toSorted() : [])

  await withWall(1, async (wall) => {
    let room = await startRoom({ wall, data, arguments: ['--lang=vi'] })
    let desk = await room.desk()
    await ready(desk)
    await desk.keyboard.press('g')
    await desk.keyboard.press('i')
    const dialog = desk.locator('dialog[data-import]')
    await expect(dialog).toBeVisible()

    // What is wrong is said with its place, and nothing is put anywhere.
    await choose(room, bad)
    await desk.locator('[data-file="buildings"] button').first().click()
    await desk.locator('input[name="name"]').fill('Thử nghiệm')
    await desk.locator('input[name="id"]').press('Enter')
    await expect(dialog).toHaveAttribute('data-import', 'ended')
    await expect(desk.locator('[data-problem]').first()).toContainText('nha-hong')
    await expect(desk.locator('[data-problem]').first()).toContainText('kinh độ 107,11')
    await desk.screenshot({ path: test.info().outputPath('refused.png') })
    expect(inCities()).not.toContain('thu-nghiem')

    // Stopped while it waits for the person: nothing is left behind.
    await choose(room, good)
    await desk.locator('[data-again]').click()
    await desk.locator('[data-file="buildings"] button').first().click()
    await expect(desk.locator('[data-file="buildings"]')).toContainText('good.geojson')
    await desk.locator('[data-start]').click()
    await expect(dialog).toHaveAttribute('data-import', 'deciding')
    await expect(dialog).toContainText('400 công trình')
    await desk.screenshot({ path: test.info().outputPath('preview.png') })
    await desk.locator('[data-decline]').click()
    await expect(dialog).toHaveAttribute('data-import', 'ended')
    expect(inCities().filter((name) => !name.startsWith('thu-nghiem.'))).toEqual([])

    await desk.locator('[data-again]').click()
    await desk.locator('[data-start]').click()
    await desk.locator('[data-approve]').click()
    await desk.locator('[data-open-on-restart]').click()
    await expect(dialog).toContainText('sẽ mở khi ứng dụng khởi động lại')
    expect(inCities()).toContain('thu-nghiem')
    expect(JSON.parse(readFileSync(join(data, 'settings.json'), 'utf8'))).toMatchObject({ city: 'thu-nghiem' })
    await room.close()

    room = await startRoom({ wall, data, arguments: ['--lang=vi'] })
    desk = await room.desk()
    await ready(desk)
    await expect(desk.locator('body')).toContainText('Trung tâm điều hành Thử nghiệm')
    // The city that is open is never written to.
    await desk.keyboard.press('g')
    await desk.keyboard.press('i')
    await choose(room, good)
    await desk.locator('[data-file="buildings"] button').first().click()
    await desk.locator('input[name="name"]').fill('Thử nghiệm')
    await desk.locator('input[name="id"]').press('Enter')
    await expect(desk.locator('dialog[data-import="failed"]')).toContainText('đang mở')
    await room.close()
  })
  removeFolder(data)
})

/** The system's own dialog cannot be worked by a test: it answers with this file. */
async function choose(room: Room, file: string): Promise<void> {
  await room.app.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] })
  }, file)
}
