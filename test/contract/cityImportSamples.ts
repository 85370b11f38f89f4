import type { ImportPreview, ImportReport } from '#shared/contract/cityImport'
import type { ImportOrder, ImportTask, ImportWish, ImportWord } from '#shared/contract/cityImportTask'

const figures = {
  cityId: 'hue',
  buildings: 30_000,
  roads: 12,
  facilities: 3,
  refused: 0,
  rejected: 0,
  warnings: 1,
  counts: { 'area-unusual': 1 },
  problems: [
    {
      code: 'area-unusual',
      severity: 'warn' as const,
      index: 7,
      id: 'nha-8',
      place: { lonDeg: 107.1, latDeg: 16.82 },
      sentence: { vi: 'Diện tích 3,3 m² là bất thường.', en: 'An area of 3.3 m² is unusual.' },
    },
  ],
}
const progress = { stage: 'tiling', share: 0.5, buildings: 30_000 } as const
const bounds = { westDeg: 107, southDeg: 16.7, eastDeg: 107.2, northDeg: 16.9 }
const preview: ImportPreview = { ...figures, bounds, bytes: 9_400_000, synthetic: true }
const report: ImportReport = {
  outcome: 'imported',
  ...figures,
  tiles: 133,
  bytes: 9_400_000,
  seconds: 2.1,
  peakRssMB: 210,
  logFile: '/data/cities/hue.import.json',
  badFeaturesFile: null,
}

export const importWishSample: ImportWish = {
  id: 'hue',
  name: 'Huế',
  crs: 'EPSG:9213',
  validFrom: '2025-07-01',
  sourceName: 'Sở Xây dựng',
  licence: 'CC BY 4.0',
  idsFromCentroid: false,
  assumeHeights: true,
  keepBad: false,
}

export const importTaskSamples: { [K in ImportTask['state']['kind']]: ImportTask } = {
  idle: { files: {}, state: { kind: 'idle' } },
  running: { files: { buildings: 'nhà.geojson' }, state: { kind: 'running', progress, cancelling: true } },
  deciding: { files: { buildings: 'nhà.geojson', dem: 'cao độ.tif' }, state: { kind: 'deciding', preview } },
  ended: { files: {}, state: { kind: 'ended', report, opensOnRestart: true } },
  failed: { files: {}, state: { kind: 'failed', code: 'disk', detail: 'ENOSPC: no space left on device' } },
  cancelled: { files: {}, state: { kind: 'cancelled' } },
}

export const importOrderSamples: { [K in ImportOrder['kind']]: Extract<ImportOrder, { kind: K }> } = {
  start: { kind: 'start', out: '/data/cities/hue', files: { buildings: '/home/an/nhà.geojson' }, wish: importWishSample },
  decide: { kind: 'decide', approved: true },
  cancel: { kind: 'cancel' },
}

export const importWordSamples: { [K in ImportWord['kind']]: Extract<ImportWord, { kind: K }> } = {
  progress: { kind: 'progress', progress },
  preview: { kind: 'preview', preview },
  ended: { kind: 'ended', report },
  failed: { kind: 'failed', code: 'died', detail: '' },
  cancelled: { kind: 'cancelled' },
}
