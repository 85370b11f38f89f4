import { expect, test } from 'vitest'
import { isChromiumNoise } from './chromiumNoise.mjs'

test.each([
  '[1239:1122/162722.530460:ERROR:bus.cc(407)] Failed to connect to the bus: Failed to connect to socket /run/dbus/system_bus_socket',
  '[1286:1122/162724.076406:ERROR:viz_main_impl.cc(181)] Exiting GPU process due to errors during initialization',
  '[1446:1122/162724.975666:ERROR:gl_utils.cc(426)] [.WebGL-0x137c01253800]GL Driver Message (OpenGL, Performance)',
])('%s is noise', (line) => {
  expect(isChromiumNoise(line)).toBe(true)
})

test.each([
  'room: the page of "Toàn Cảnh" ended (crashed, 139); loading it again',
  '[1:1122/162722.5:ERROR:gpu_process_host.cc(1000)] GPU process exited unexpectedly: exit_code=139',
  '[1:1122/162722.5:FATAL:bus.cc(407)] Failed to connect to the bus',
  'Failed to connect to the bus',
])('%s is not', (line) => {
  expect(isChromiumNoise(line)).toBe(false)
})
