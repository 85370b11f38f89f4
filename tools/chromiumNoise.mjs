/**
 * Complaints of Chromium on a machine without a session bus or a graphics card. They mean nothing there and would bury what matters.
 * Each is a source file of Chromium with the beginning of its message.
 */
const harmless = [
  ['bus.cc', 'Failed to connect to the bus'],
  ['object_proxy.cc', 'Failed to call method'],
  ['viz_main_impl.cc', 'Exiting GPU process due to errors during initialization'],
  ['command_buffer_proxy_impl.cc', 'ContextResult::kTransientFailure'],
  ['gl_utils.cc', '[.WebGL'],
  ['atom_cache.cc', 'Add _NET_'],
]

/** Whether a line of the error output is one of them. @param {string} line */
export function isChromiumNoise(line) {
  const [, file, message] = /^\[\d+:\d+\/[\d.]+:(?:ERROR|WARNING):(\w+\.cc)\(\d+\)\] (.*)$/.exec(line) ?? []
  return harmless.some(([knownFile, beginning]) => file === knownFile && message.startsWith(beginning))
}
