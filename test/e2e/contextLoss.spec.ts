import { expect, test } from '@playwright/test'
import { ready, removeFolder, startRoom, temporaryFolder, withWall } from './room'

test('a lost graphics context: the flat plan at once, the 3D scene again within 10 s, where the camera stood and as it looked', async () => {
  const data = temporaryFolder('context-loss')
  try {
    await withWall(1, async (wall) => {
      const room = await startRoom({ wall, data, arguments: ['--lang=vi', '--displays=1'] })
      try {
        const desk = await ready(await room.desk())
        const city = desk.locator('[data-mode]')
        await desk.waitForSelector('[data-mode="scene"]', { timeout: 60_000 })
        await desk.keyboard.press('v')
        await desk.getByLabel('Màu bản đồ').selectOption('day')
        await desk.keyboard.press('Escape')
        await city.focus()
        // The turn comes last: a picture that shows it shows the rest.
        for (const key of ['+', '+', 'ArrowUp', 'q']) await desk.keyboard.press(key)

        // Direction and scale say where the camera stands.
        const whereTo = () =>
          city.evaluate((element) => [
            element.querySelector('.north svg')?.getAttribute('style'),
            element.querySelector('.scale')?.textContent?.trim(),
            element.querySelector('.bar')?.getAttribute('style'),
            element.getAttribute('data-theme'),
          ])
        await expect.poll(async () => (await whereTo())[0]).not.toContain('rotate(0deg)')
        const before = await whereTo()
        const lost = await city.evaluate(async (element) => {
          const modes: string[] = []
          const startedMs = performance.now()
          const backAfterMs = new Promise<number>((settle) => {
            new MutationObserver(() => {
              const mode = element.getAttribute('data-mode') ?? ''
              if (modes.at(-1) !== mode) modes.push(mode)
              if (mode === 'scene') settle(performance.now() - startedMs)
            }).observe(element, { attributes: true, attributeFilter: ['data-mode'] })
          })
          const context = element.querySelector<HTMLCanvasElement>('.ground canvas')?.getContext('webgl2')
          context?.getExtension('WEBGL_lose_context')?.loseContext()
          return { backAfterMs: await backAfterMs, modes }
        })
        console.log(`3D scene again ${(lost.backAfterMs / 1_000).toFixed(1)} s after its context was lost`)
        expect(lost.modes).toEqual(['plan', 'scene'])
        expect(lost.backAfterMs).toBeLessThan(10_000)
        await expect.poll(whereTo).toEqual(before)
        // Where the camera has been, no worker was set to sort the triangles below it.
        const workers = desk.workers().map((worker) => worker.url().split('/').at(-1))
        expect(workers).toContain('createVerticesFromHeightmap.js')
        expect(workers).not.toContain('incrementallyBuildTerrainPicker.js')
      } finally {
        await room.close()
      }
    })
  } finally {
    removeFolder(data)
  }
})
