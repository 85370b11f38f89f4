import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createFrameDriver, type DrivenFrame, type FrameDriver } from './frameDriver'
import { ladder } from './governor'

describe('the frame driver', () => {
  let driver: FrameDriver
  let scales: number[]
  let frames: DrivenFrame[]
  let complete: boolean
  let paced: boolean
  let costMs: number
  let atOnce: number
  let mostAtOnce: number
  let failure: Error | undefined

  beforeEach(() => {
    vi.useFakeTimers()
    scales = []
    frames = []
    complete = true
    paced = false
    costMs = 4
    atOnce = 0
    mostAtOnce = 0
    failure = undefined
    driver = createFrameDriver({
      software: true,
      async draw(scale) {
        scales.push(scale)
        mostAtOnce = Math.max(mostAtOnce, ++atOnce)
        await new Promise((resolve) => setTimeout(resolve, costMs))
        atOnce--
        if (failure !== undefined) throw failure
        return costMs
      },
      warmUpScale: () => 0.1,
      isComplete: () => complete,
      isPaced: () => paced,
      onFrame: (frame) => frames.push(frame),
    })
  })
  afterEach(() => {
    driver.dispose()
    vi.useRealTimers()
  })

  it('draws nothing until it is asked, and nothing more once the picture stands', async () => {
    await vi.advanceTimersByTimeAsync(5_000)
    expect(scales).toEqual([])
    driver.request(true)
    await vi.advanceTimersByTimeAsync(5_000)
    const drawn = scales.length
    await vi.advanceTimersByTimeAsync(60_000)
    expect(scales).toHaveLength(drawn)
  })

  it('brings the ground in with small frames that it does not report', async () => {
    complete = false
    driver.request(true)
    await vi.advanceTimersByTimeAsync(1_000)
    expect(scales.length).toBeGreaterThan(5)
    expect(new Set(scales)).toEqual(new Set([0.1]))
    expect(frames).toEqual([])
    complete = true
    await vi.advanceTimersByTimeAsync(1_000)
    expect(frames.length).toBeGreaterThan(0)
  })

  it('shows the ground as soon as it is all in, however dear that was', async () => {
    complete = false
    costMs = 400
    driver.request(true)
    await vi.advanceTimersByTimeAsync(20_000)
    expect(frames).toEqual([])
    complete = true
    await vi.advanceTimersByTimeAsync(2_000)
    expect(frames.length).toBeGreaterThan(0)
  })

  it('never starts a frame before the last is done, however often it is asked', async () => {
    costMs = 90
    for (let i = 0; i < 200; i++) {
      driver.request(true)
      await vi.advanceTimersByTimeAsync(10)
    }
    expect(mostAtOnce).toBe(1)
    expect(scales.length).toBeLessThan(30)
  })

  it('draws one sharp frame once the camera stands still, and coarser ones while it moves', async () => {
    driver.request(true)
    await vi.advanceTimersByTimeAsync(2_000)
    expect(frames.map(({ scale, still }) => [scale, still])).toEqual([
      [ladder[3]!.scale, false],
      [1, true],
    ])
    driver.request(true)
    await vi.advanceTimersByTimeAsync(200)
    expect(frames.at(-1)).toMatchObject({ still: false })
    expect(frames.at(-1)!.scale).toBeLessThan(1)
  })

  it('is sharp and at rest soon after the ground is in, however dear that was, and draws nothing from then on', async () => {
    complete = false
    costMs = 400
    driver.request(true)
    await vi.advanceTimersByTimeAsync(20_000)
    complete = true
    costMs = 20
    await vi.advanceTimersByTimeAsync(4_000)
    expect(frames.at(-1)).toMatchObject({ still: true, scale: 1 })
    const drawn = scales.length
    await vi.advanceTimersByTimeAsync(120_000)
    expect(scales).toHaveLength(drawn)
  })

  it('says that the picture is at rest even where it cannot be drawn any sharper', async () => {
    costMs = 400
    driver.request(true)
    await vi.advanceTimersByTimeAsync(5_000)
    expect(frames.at(-1)).toMatchObject({ still: true, scale: 0.5 })
    expect(scales.filter((scale) => scale === 1)).toEqual([])
  })

  it('draws again when it is asked after a frame that failed', async () => {
    const said = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    failure = new Error('the context was lost')
    driver.request(true)
    await vi.advanceTimersByTimeAsync(1_000)
    expect([scales.length, frames, said.mock.calls]).toEqual([1, [], [[failure]]])
    said.mockRestore()
    failure = undefined
    driver.request(true)
    await vi.advanceTimersByTimeAsync(1_000)
    expect(frames.length).toBeGreaterThan(0)
  })

  it('draws in the pace of somebody else: a movement at once, and nothing between two', async () => {
    driver.request(false)
    await vi.advanceTimersByTimeAsync(5_000)
    paced = true
    const before = scales.length
    for (const turn of [1, 2, 3]) {
      driver.request(true)
      await vi.advanceTimersByTimeAsync(20 + costMs)
      expect(scales.length - before).toBe(turn)
      complete = false
      driver.request(false)
      await vi.advanceTimersByTimeAsync(1_000)
      expect(scales.length - before).toBe(turn)
    }
    complete = true
    await vi.advanceTimersByTimeAsync(5_000)
    expect(scales.length - before).toBeGreaterThan(3)
    expect(frames.at(-1)?.still).toBe(true)
  })

  it('stops when it is disposed', async () => {
    driver.request(true)
    driver.dispose()
    await vi.advanceTimersByTimeAsync(5_000)
    expect(scales).toEqual([])
  })
})
