import { expect, test } from 'vitest'
import { boundsOfDisplay, parseOutputs, smallerModes, wallModes, xorgConfiguration } from './wallGeometry.mjs'

test('displays hang in rows from the top left', () => {
  expect([1, 2, 3, 4].map((display) => boundsOfDisplay(display, 2, '1920x1080'))).toEqual([
    { x: 0, y: 0, width: 1920, height: 1080 },
    { x: 1920, y: 0, width: 1920, height: 1080 },
    { x: 0, y: 1080, width: 1920, height: 1080 },
    { x: 1920, y: 1080, width: 1920, height: 1080 },
  ])
})

test.each(Object.entries({ ...wallModes, ...smallerModes }))(
  '%s runs at 60 Hz and is as large as it says',
  (_name, { width, height, modeline }) => {
    const [clockMhz = 0, hActive, , , hTotal = 1, vActive, , , vTotal = 1] = modeline.split(' ').map(Number)
    expect([hActive, vActive]).toEqual([width, height])
    expect((clockMhz * 1e6) / (hTotal * vTotal)).toBeCloseTo(60, 0)
  },
)

test('the server has room for sixteen displays', () => {
  expect(xorgConfiguration(4, '3840x2160')).toContain('Virtual 15360 8640')
  expect(xorgConfiguration(2, '1280x720')).toContain('Virtual 2560 5760')
})

test('reads what xrandr lists, plugged or not', () => {
  const text = `Screen 0: minimum 64 x 64, current 3840 x 1080, maximum 32767 x 32767
DUMMY0 connected primary 1920x1080+0+0 0mm x 0mm
   wall-1920x1080  60.00*
DUMMY1 connected 1920x1080+1920+0 0mm x 0mm
DUMMY2 connected
DUMMY3 disconnected
`
  expect(parseOutputs(text)).toEqual([
    { display: 1, name: 'DUMMY0', connected: true, bounds: { x: 0, y: 0, width: 1920, height: 1080 } },
    { display: 2, name: 'DUMMY1', connected: true, bounds: { x: 1920, y: 0, width: 1920, height: 1080 } },
    { display: 3, name: 'DUMMY2', connected: true, bounds: null },
    { display: 4, name: 'DUMMY3', connected: false, bounds: null },
  ])
})
