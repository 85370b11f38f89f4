const renamed = new Map([
  // Electron takes an executable of this name for one that runs an application from a folder.
  ['Cypress', 'electron'],
  ['LICENSE.electron.txt', 'LICENSE'],
])

/**
 * Where a file of the carrier's archive goes in the runtime's folder; undefined for what is not Electron's own.
 * @param {string} name Path in the archive, e.g. `Cypress/locales/vi.pak`.
 * @returns {string | undefined}
 */
export function placeOf(name) {
  const path = name.replace(/^Cypress\//, '')
  if (path === '' || path.endsWith('/') || path.split('/').includes('..')) return undefined
  // The application of the carrier lives in resources/, its snapshot beside the executable.
  if (path.startsWith('resources/') || path === 'browser_v8_context_snapshot.bin') return undefined
  return renamed.get(path) ?? path
}
