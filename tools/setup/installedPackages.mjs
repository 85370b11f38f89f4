/**
 * @typedef {{ version?: string, integrity?: string, optional?: boolean, link?: boolean }} LockEntry
 * @typedef {{ packages?: Record<string, LockEntry> }} LockFile
 */

/**
 * How what npm installed (its hidden lock file) differs from the project's lock file; undefined when it does not.
 * Optional packages may be missing: they are those of other platforms.
 * @param {LockFile} lock
 * @param {LockFile | undefined} installed
 * @returns {string | undefined}
 */
export function differenceFromLock(lock, installed) {
  if (installed === undefined) return 'nothing is installed'
  const wanted = lock.packages ?? {}
  const present = installed.packages ?? {}
  for (const [path, entry] of Object.entries(wanted)) {
    if (path === '') continue
    const found = present[path]
    if (found === undefined) {
      if (entry.optional !== true) return `${path} is missing`
    } else if (found.version !== entry.version || found.integrity !== entry.integrity) {
      return `${path} is ${found.version}, the lock file says ${entry.version}`
    }
  }
  const stranger = Object.keys(present).find((path) => wanted[path] === undefined)
  return stranger === undefined ? undefined : `${stranger} is not in the lock file`
}
