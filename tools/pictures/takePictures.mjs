import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron } from '@playwright/test'
import { electronSwitches } from '../application.mjs'
import { childEnvironment, projectFolder } from '../environment.mjs'
import { pictureName, surfaceName } from './surfaces.mjs'

const scenario = 'hieu-river-flood-2020-10'
/** Two hours of the flood in a second: the highest warning level comes after some ten seconds and stays for some twenty. */
const speed = 7200
const highestAlert = '[data-alert-id][data-severity="critical"]'
const limitMs = 120_000

/**
 * Starts the application on a wall, waits until every window has drawn its first state and the flood is at its
 * highest warning level, and writes a PNG of each.
 * @param {object} order
 * @param {import('../virtualWall.mjs').VirtualWall} order.wall
 * @param {number} order.displays
 * @param {string} order.size
 * @param {string} order.language
 * @param {string} order.folder
 * @returns {Promise<string[]>} Names of the files.
 */
export async function takePictures({ wall, displays, size, language, folder }) {
  const data = mkdtempSync(join(tmpdir(), 'toan-canh-pictures-'))
  const options = { data, lang: language, scenario, speed, port: 0 }
  const words = Object.entries(options).map(([name, value]) => `--${name}=${value}`)
  const application = await _electron.launch({
    args: [...electronSwitches(), projectFolder, ...words],
    env: /** @type {Record<string, string>} */ (withoutUndefined(childEnvironment({ DISPLAY: wall.display, WAYLAND_DISPLAY: undefined }))),
    timeout: limitMs,
  })
  try {
    const pages = await allWindows(application, displays)
    await Promise.all(pages.map((page) => page.waitForSelector('html[data-ready="true"]', { state: 'attached', timeout: limitMs })))
    const desk = pages.find((page) => surfaceName(page.url()) === 'desk')
    await desk?.waitForSelector(highestAlert, { timeout: limitMs })
    const names = []
    for (const page of pages) {
      const name = pictureName(surfaceName(page.url()), language, size)
      await page.screenshot({ path: join(folder, name), timeout: limitMs })
      names.push(name)
    }
    return names
  } finally {
    await application.close()
    rmSync(data, { recursive: true, force: true })
  }
}

/**
 * The windows of the application, one a display, once all are open.
 * @param {import('@playwright/test').ElectronApplication} application
 * @param {number} count
 */
async function allWindows(application, count) {
  while (application.windows().length < count) await application.waitForEvent('window', { timeout: limitMs })
  const pages = application.windows()
  await Promise.all(pages.map((page) => page.waitForURL(/role=/, { timeout: limitMs })))
  return pages
}

/** @param {NodeJS.ProcessEnv} environment */
function withoutUndefined(environment) {
  return Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined))
}
