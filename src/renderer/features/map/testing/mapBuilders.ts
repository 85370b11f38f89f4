import type { BaseMapFile, WardsFile } from '#shared/contract/baseMap'
import type { CityManifest } from '#shared/contract/city'
import type { AlertMark, GaugeMark } from '../marks'
import type { Palette } from '../palette'

/** Small, complete values for the tests of the city view. */

export const place = { lonDeg: 107.1, latDeg: 16.82 }

export function alertMark(id: string, more: Partial<AlertMark> = {}): AlertMark {
  return { id, severity: 'medium', title: id, place, areas: [], acknowledged: false, cleared: false, drill: false, ...more }
}

export function gaugeMark(more: Partial<GaugeMark> = {}): GaugeMark {
  return { id: 'dong-ha', name: 'Đông Hà', place, valueText: '2,94 m', level: 1, stale: false, drill: false, ...more }
}

export const city: CityManifest = {
  schema: 1,
  id: 'dong-ha',
  name: { vi: 'Đông Hà', en: 'Đông Hà' },
  centreName: { vi: 'Trung tâm điều hành Đông Hà', en: 'Đông Hà Operations Centre' },
  timeZone: 'Asia/Ho_Chi_Minh',
  bounds: { westDeg: 107, southDeg: 16.7, eastDeg: 107.2, northDeg: 16.9 },
  viewpoints: [
    { id: 'whole-city', name: { vi: 'Toàn thành phố', en: 'Whole city' }, target: place, rangeM: 10_000, headingDeg: 0, pitchDeg: -60 },
    {
      id: 'bridge',
      name: { vi: 'Cầu', en: 'Bridge' },
      target: { lonDeg: 107.11, latDeg: 16.83 },
      rangeM: 2_000,
      headingDeg: 40,
      pitchDeg: -40,
    },
  ],
  illustrative: true,
  attribution: ['© OpenStreetMap contributors'],
  maximumZoomOutM: 40_000,
  files: { basemap: 'basemap.geojson', wards: 'wards.geojson', gauges: 'gauges.json' },
}

const provenance = { source: 'drawn for a test', certainty: 'none' }
const named = (vi: string, en: string) => ({ vi, en })

export const baseMapFile: BaseMapFile = {
  type: 'FeatureCollection',
  features: [
    {
      type: 'Feature',
      properties: { kind: 'sea', id: 'sea', name: null, ...provenance, illustrative: false },
      geometry: { type: 'Polygon', coordinates: [[[107.18, 16.7], [107.2, 16.7], [107.2, 16.9], [107.18, 16.7]]] }, // prettier-ignore
    },
    {
      type: 'Feature',
      properties: { kind: 'river', id: 'river', name: named('Sông Hiếu', 'Hiếu River'), ...provenance, illustrative: false, widthM: 120 },
      geometry: { type: 'LineString', coordinates: [[107.1, 16.82], [107.12, 16.82], [107.14, 16.84]] }, // prettier-ignore
    },
    {
      type: 'Feature',
      properties: { kind: 'river', id: 'drawn', name: named('Sông Hiếu', 'Hiếu River'), ...provenance, illustrative: true, widthM: 100 },
      geometry: { type: 'LineString', coordinates: [[107.02, 16.81], [107.06, 16.83], [107.1, 16.82]] }, // prettier-ignore
    },
    {
      type: 'Feature',
      properties: {
        kind: 'road',
        id: 'ql1',
        name: named('Quốc lộ 1', 'National Road 1'),
        ...provenance,
        illustrative: false,
        class: 'trunk',
        ref: 'QL.1',
      },
      geometry: { type: 'LineString', coordinates: [[107.05, 16.88], [107.1, 16.83], [107.1, 16.81], [107.15, 16.76]] }, // prettier-ignore
    },
    {
      type: 'Feature',
      properties: {
        kind: 'landmark',
        id: 'station',
        name: named('Ga Đông Hà', 'Đông Hà Station'),
        ...provenance,
        illustrative: false,
        rank: 2,
      },
      geometry: { type: 'Point', coordinates: [107.1119, 16.8112] },
    },
    {
      type: 'Feature',
      properties: {
        kind: 'bridge',
        id: 'bridge',
        name: named('Cầu Đông Hà', 'Đông Hà Bridge'),
        ...provenance,
        illustrative: false,
        rank: 1,
      },
      geometry: { type: 'Point', coordinates: [107.0999, 16.8253] },
    },
  ],
}

export const wardsFile: WardsFile = {
  type: 'FeatureCollection',
  features: [
    {
      type: 'Feature',
      properties: {
        code: '19333',
        validFrom: '2025-07-01',
        validTo: null,
        name: named('Phường Đông Hà', 'Đông Hà Ward'),
        areaKm2: 38,
        labelAt: [107.08, 16.83],
        source: 'drawn for a test',
        licence: 'none',
        simplifiedToM: 40,
      },
      geometry: { type: 'Polygon', coordinates: [[[107.05, 16.8], [107.12, 16.8], [107.12, 16.86], [107.05, 16.86], [107.05, 16.8]]] }, // prettier-ignore
    },
  ],
}

export const palette: Palette = {
  severity: { critical: '#f00', high: '#f80', medium: '#ff0', low: '#08f' },
  surface: '#000',
  text: '#fff',
  mutedText: '#aaa',
  land: '#111',
  water: '#123',
  road: '#333',
  majorRoad: '#444',
  ward: '#555',
  label: '#ccc',
  accent: '#09f',
  drill: '#c7f',
  unit: '#def',
  wards: ['#678', '#a86'],
  buildings: {
    low: '#445',
    high: '#99a',
    dim: '#334',
    commerce: '#a85',
    office: '#68a',
    industry: '#879',
    publicService: '#698',
    shallow: '#3ad',
    deep: '#15c',
  },
  answer: { water: '#3ad', plume: '#cae', reach: '#7da', route: '#8df', sight: '#eee', measure: '#09f' },
  font: 'sans-serif',
  textScale: 1,
}
