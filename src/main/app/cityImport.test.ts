import { describe, expect, it } from 'vitest'
import type { ImportReport, ImportPreview } from '#shared/contract/cityImport'
import type { ImportOrder, ImportTask, ImportWish, ImportWord } from '#shared/contract/cityImportTask'
import { createCityImport } from './cityImport'

const wish: ImportWish = {
  id: 'hue',
  name: 'Huế',
  crs: null,
  validFrom: null,
  sourceName: '',
  licence: '',
  idsFromCentroid: false,
  assumeHeights: false,
  keepBad: false,
}
const figures = { cityId: 'hue', buildings: 3, roads: 0, facilities: 0, refused: 0, rejected: 0, warnings: 0, counts: {}, problems: [] }
const preview: ImportPreview = { ...figures, bounds: { westDeg: 1, southDeg: 2, eastDeg: 3, northDeg: 4 }, bytes: 9, synthetic: false }
const report: ImportReport = {
  outcome: 'imported',
  ...figures,
  tiles: 1,
  bytes: 9,
  seconds: 1,
  peakRssMB: 80,
  logFile: '/cities/hue.import.json',
  badFeaturesFile: null,
}

function bench(openCity = '/cities/dong-ha') {
  const orders: ImportOrder[] = []
  const states: ImportTask['state'][] = []
  const remembered: string[] = []
  let say: (word: ImportWord) => void = () => undefined
  let end: () => void = () => undefined
  let patience: () => void = () => undefined
  let kills = 0
  const city = createCityImport({
    cities: '/cities',
    openCity,
    askForFile: (kind) => Promise.resolve(kind === 'dem' ? null : `/home/an/${kind}.geojson`),
    startProcess(onWord, onEnd) {
      say = onWord
      end = onEnd
      return { tell: (order) => void orders.push(order), kill: () => void (kills += 1) }
    },
    onChange: ({ state }) => void states.push(state),
    openOnRestart: (id) => void remembered.push(id),
    after: (_delayMs, work) => void (patience = work),
  })
  return {
    city,
    orders,
    states,
    remembered,
    say: (word: ImportWord) => say(word),
    end: () => end(),
    patience: () => patience(),
    kills: () => kills,
  }
}

describe('createCityImport', () => {
  it('goes from chosen files by way of a preview to the city that opens next time', async () => {
    const { city, orders, say, end, remembered } = bench()
    await city.choose('buildings')
    await city.choose('dem')
    expect(city.task()).toEqual({ files: { buildings: 'buildings.geojson' }, state: { kind: 'idle' } })
    city.start(wish)
    expect(orders).toEqual([{ kind: 'start', out: '/cities/hue', files: { buildings: '/home/an/buildings.geojson' }, wish }])
    say({ kind: 'progress', progress: { stage: 'tiling', share: 0.5, buildings: 3 } })
    expect(city.task().state).toEqual({ kind: 'running', progress: { stage: 'tiling', share: 0.5, buildings: 3 }, cancelling: false })
    say({ kind: 'preview', preview })
    expect(city.task().state).toEqual({ kind: 'deciding', preview })
    city.decide(true)
    expect(orders.at(-1)).toEqual({ kind: 'decide', approved: true })
    say({ kind: 'ended', report })
    end()
    city.openOnRestart()
    expect(remembered).toEqual(['hue'])
    expect(city.task().state).toEqual({ kind: 'ended', report, opensOnRestart: true })
  })

  it('does not start without buildings, nor twice', async () => {
    const { city } = bench()
    expect(() => city.start(wish)).toThrow('no file')
    await city.choose('buildings')
    city.start(wish)
    expect(() => city.start(wish)).toThrow('running')
  })

  it('never writes to the city that is open', async () => {
    const { city, orders } = bench('/cities/hue')
    await city.choose('buildings')
    city.start(wish)
    expect(city.task().state).toEqual({ kind: 'failed', code: 'in-use', detail: '/cities/hue' })
    expect(orders).toEqual([])
  })

  it('asks it to stop, then ends it, and opens nothing', async () => {
    const { city, orders, end, patience, kills, remembered } = bench()
    await city.choose('buildings')
    city.start(wish)
    city.cancel()
    expect(orders.at(-1)).toEqual({ kind: 'cancel' })
    expect(city.task().state).toMatchObject({ kind: 'running', cancelling: true })
    patience()
    expect(kills()).toBe(1)
    end()
    expect(city.task().state).toEqual({ kind: 'cancelled' })
    city.openOnRestart()
    expect(remembered).toEqual([])
  })

  it('does not end the next import for the patience that the last one has used up', async () => {
    const { city, say, end, patience, kills } = bench()
    await city.choose('buildings')
    city.start(wish)
    city.cancel()
    say({ kind: 'cancelled' })
    end()
    city.start(wish)
    patience()
    expect(kills()).toBe(0)
  })

  it('says when the process died without a word, and when it was refused', async () => {
    const { city, say, end } = bench()
    await city.choose('buildings')
    city.start(wish)
    end()
    expect(city.task().state).toEqual({ kind: 'failed', code: 'died', detail: '' })
    city.start(wish)
    say({ kind: 'ended', report: { ...report, outcome: 'refused', refused: 1 } })
    end()
    city.openOnRestart()
    expect(city.task().state).toMatchObject({ kind: 'ended', opensOnRestart: false })
  })
})
