import { existsSync, mkdtempSync } from 'node:fs'
import { homedir, hostname, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { app, Menu, screen, type BrowserWindow } from 'electron'
import type { CityManifest } from '#shared/contract/city'
import type { Language, Trouble, WindowDescription } from '#shared/contract/ipc'
import { readCity } from '#city/readCity'
import { citiesIn, cityToOpen } from './app/chosenCity'
import { createCityImport } from './app/cityImport'
import { createAttachmentDialogs } from './app/attachmentDialogs'
import { autostartFile, setAutostart } from './app/autostart'
import { linkGateway, type GatewayLink } from './app/gatewayLink'
import { missingInput } from './app/missingInput'
import { setEngineSwitches } from './app/engineSwitches'
import { createNoticeBoard } from './app/noticeBoard'
import { readOptions, type Options } from './app/options'
import { readSeats, writeSeats } from './app/seatsFile'
import { placesIn, probeWritable, type Places } from './app/places'
import { readSettings, writeSettings, type Settings } from './app/settingsFile'
import { readWebPages } from './app/webPagesFile'
import { createHandlers } from './ipc/handlers'
import { pushTo } from './ipc/pushToWindows'
import { serveIpc, type Caller } from './ipc/serveIpc'
import { startImportProcess } from './processes/importProcess'
import { startStationProcess } from './processes/stationProcess'
import { cityPath } from './windows/appFiles'
import { chooseFile } from './windows/chooseFile'
import { declareAppProtocol, serveAppProtocol } from './windows/appProtocol'
import { watchMemory } from './windows/memoryWatch'
import { beat } from './windows/pageWatch'
import { nameOf, openRoomWindow, purposeOf, type WindowPurpose } from './windows/roomWindow'
import { pictureOf } from './windows/windowPicture'
import { openRoomWindows, type RoomWindows } from './windows/roomWindows'
import { guardAllPages, guardSession } from './windows/security'
import { createWebTiles } from './windows/webTiles'
import { keepAwake } from './windows/wallAwake'

// The boot list, top to bottom. This is the only file that knows every part of main.

/** Older Electron lines get no security fixes; one of them is fine for trying the product out and for nothing else. */
const oldestSupportedElectron = 43

/** Time from the wish to quit to the end of the application, at most. */
const longestFarewellMs = 5_500

const options = optionsOrExit()
if (options.autostart !== null) switchAutostart(options.autostart)
const resources = app.isPackaged ? join(process.resourcesPath, 'resources') : join(app.getAppPath(), 'resources')
const data = resolve(options.data ?? (app.isPackaged ? app.getPath('userData') : join(app.getAppPath(), '.room')))
const settingsAtStart = readSettings(placesIn(data, resources, null).settingsFile)
const places = placesIn(data, resources, cityToOpen(options.city === null ? null : resolve(options.city), settingsAtStart.city, data))
const missing = missingInput(options, places)
if (missing !== null) exitFor(missing)
const unwritable = probeWritable(places.data)

// Chromium's own files follow the data folder, so that two rooms on one machine do not meet.
app.setPath('userData', unwritable === null ? join(places.data, 'browser') : mkdtempSync(join(tmpdir(), 'toan-canh-')))
setEngineSwitches(app.commandLine)
// As root Chromium's sandbox cannot start and whoever starts us says so by this switch; forcing it would end every process at birth.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
declareAppProtocol()
guardAllPages()
// The menu brings keys nobody asked for: one closes the desk, one loads a page anew in the middle of a shift.
Menu.setApplicationMenu(null)

if (!app.requestSingleInstanceLock()) {
  console.error(`room: already running with the data folder ${places.data}; its desk was brought to the front`)
  app.exit(75)
} else {
  void app.whenReady().then(() => {
    guardSession()
    serveAppProtocol({ renderer: join(import.meta.dirname, '../renderer'), city: places.city })
    const city = cityOrTrouble(places)
    const trouble: Trouble | null =
      unwritable === null ? city.trouble : { code: 'data-folder-unwritable', what: unwritable, where: places.data }
    if (trouble === null && city.manifest !== null) openRoom(city.manifest)
    else if (trouble !== null) openTrouble(trouble)
  })
}

/** The whole room: station, gateway, windows, in this order, and the way back. */
function openRoom(city: CityManifest): void {
  const env = { ...process.env, SQLITE_NATIVE: process.env['SQLITE_NATIVE'] ?? packagedNativeModule() }
  let settings: Settings = { ...settingsAtStart, ...(options.lang === null ? {} : { language: options.lang }) }
  let windows: RoomWindows | undefined
  let gateway: GatewayLink | undefined

  const pages = () => (windows?.all() ?? []).map((window) => window.webContents)
  const notices = createNoticeBoard(Date.now, (all) => pushTo(pages(), 'notices', () => all))
  const station = startStationProcess({
    dataFolder: places.stationData,
    stationName: hostname(),
    env,
    onDeath: (exitCode) => notices.add('process-restarted', 'warning', { where: 'station', detail: String(exitCode) }),
  })
  const cityImport = createCityImport({
    cities: citiesIn(places.data),
    openCity: places.city,
    askForFile: (kind) => chooseFile(windows?.desk(), kind),
    startProcess: (onWord, onEnd) => startImportProcess(env, onWord, onEnd),
    onChange: (task) => pushTo(pages(), 'city.import', () => task),
    openOnRestart(id) {
      settings = { ...settings, city: id }
      writeSettings(places.settingsFile, settings)
    },
    after: (delayMs, work) => void setTimeout(work, delayMs),
  })
  const webPages = readWebPages(places.data)
  const describe = ({ purpose }: Pick<Caller, 'purpose'>): WindowDescription => ({
    ...describeAnyWindow(settings.language),
    role: purpose.role,
    surface: purpose.surface,
    surfaces: windows?.surfaces() ?? [],
    city,
    gateway: { kind: gateway?.kind ?? 'embedded', url: gateway?.url() ?? null },
  })
  const pushDescriptions = (): void =>
    pushTo(pages(), 'window.changed', (target) => describe({ purpose: purposeOf(target) ?? { role: 'desk', surface: 0 } }))

  serveIpc(
    createHandlers({
      describe,
      setLanguage(language) {
        settings = { ...settings, language }
        pushDescriptions()
        writeSettings(places.settingsFile, settings)
      },
      recall: ({ purpose }) => settings.windows[windowKey(purpose)] ?? '',
      remember(text, { purpose }) {
        settings = { ...settings, windows: { ...settings.windows, [windowKey(purpose)]: text } }
        writeSettings(places.settingsFile, settings)
      },
      beat: (said, { contents }) => beat(contents, said),
      connect({ contents }) {
        station.connect(contents)
        pushTo([contents], 'notices', notices.all)
      },
      dismissNotice: notices.dismiss,
      cityImport,
      attachments: createAttachmentDialogs(station),
      web: { pages: webPages, tiles: createWebTiles(webPages, (owner, state) => pushTo([owner], 'web.state', () => state)) },
      identify: () => pushTo(pages(), 'wall.identify', () => null),
      forgetSurface: (surface) => windows?.forget(surface) ?? false,
      picture: async (surface) => pictureOf(windows?.wall(surface)),
    }),
  )
  gateway = linkGateway({
    options,
    places,
    version: app.getVersion(),
    env,
    notices,
    onReady({ url, token }) {
      station.useGateway(url, token)
      pushDescriptions()
    },
  })
  if (runtime().evaluation)
    notices.add('evaluation-runtime', 'info', { where: process.versions.electron ?? '', detail: process.versions['chrome'] ?? '' })
  windows = openRoomWindows(options.displays ?? Infinity, readSeats(places.displaysFile), (seats) => {
    writeSeats(places.displaysFile, seats)
    keepAwake(seats.surfaces.length > 0)
    pushDescriptions()
  })
  watchMemory(
    () => windows?.all() ?? [],
    (contents, megabytes) => notices.add('page-reloaded', 'info', { where: nameOf(purposeOf(contents)), detail: `${megabytes} MB` }),
  )
  console.log(
    `room: desk and ${windows.surfaces().length} wall surface(s) on ${screen.getAllDisplays().length} display(s); data in ${places.data}`,
  )

  app.on('second-instance', () => windows?.desk()?.focus())
  app.on('window-all-closed', () => app.quit())
  quitOnSignals()
  let stopped = false
  app.on('before-quit', (event) => {
    if (stopped) return
    event.preventDefault()
    // Whatever does not end, be it a service or a page that hangs, the application does.
    setTimeout(() => app.exit(0), longestFarewellMs)
    void Promise.all([station.stop(), gateway?.stop()]).then(() => {
      stopped = true
      app.quit()
    })
  })
}

/** One window that says what is wrong and where; closing it ends the application with an exit code that says the same. */
function openTrouble(trouble: Trouble): void {
  console.error(`room: ${trouble.code}: ${trouble.where}: ${trouble.what}`)
  const window: BrowserWindow = openRoomWindow({ role: 'trouble', surface: 0 }, screen.getPrimaryDisplay().bounds)
  serveIpc(
    createHandlers({
      describe: ({ purpose }) => ({ ...describeAnyWindow(options.lang ?? 'vi'), role: purpose.role, trouble }),
      setLanguage: () => undefined,
      recall: () => '',
      remember: () => undefined,
      beat: (said, { contents }) => beat(contents, said),
      connect: () => undefined,
      dismissNotice: () => undefined,
      cityImport: null,
      attachments: null,
      web: null,
      identify: () => undefined,
      forgetSurface: () => false,
      picture: async () => '',
    }),
  )
  // Here and not in the page, so that it works when the page does not.
  window.webContents.on('before-input-event', (_event, input) => {
    if (input.type === 'keyDown' && input.key === 'Escape') window.close()
  })
  quitOnSignals()
  app.on('will-quit', (event) => {
    event.preventDefault()
    app.exit(trouble.code === 'data-folder-unwritable' ? 73 : 78)
  })
}

/** Under this key a window finds again what it wrote down. */
function windowKey({ role, surface }: WindowPurpose): string {
  return `${role}-${surface}`
}

function describeAnyWindow(language: Language): WindowDescription {
  return {
    role: 'desk',
    surface: 0,
    surfaces: [],
    language,
    city: null,
    cityPath,
    runtime: runtime(),
    gateway: { kind: 'embedded', url: null },
    trouble: null,
  }
}

function runtime(): WindowDescription['runtime'] {
  const electron = process.versions.electron ?? ''
  return {
    electron,
    chromium: process.versions['chrome'] ?? '',
    evaluation: Number.parseInt(electron, 10) < oldestSupportedElectron,
    application: app.getVersion(),
  }
}

function cityOrTrouble(from: Places): { manifest: CityManifest | null; trouble: Trouble | null } {
  try {
    return { manifest: readCity(from.city).manifest, trouble: null }
  } catch (error) {
    return { manifest: null, trouble: { code: 'city-unreadable', what: (error as Error).message, where: from.city } }
  }
}

/** A package brings its native module beside the archive; a checkout is told where it is by its tools. */
function packagedNativeModule(): string | undefined {
  const file = join(process.resourcesPath, 'native', 'better_sqlite3.node')
  return app.isPackaged && existsSync(file) ? file : undefined
}

function quitOnSignals(): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => app.quit())
}

function optionsOrExit(): Options {
  try {
    return readOptions(process.argv.slice(1))
  } catch (error) {
    exitFor((error as Error).message)
  }
}

/** Starts the room at every login of this user from now on, or no longer, and ends. */
function switchAutostart(on: boolean): never {
  if (!app.isPackaged) exitFor('--autostart belongs to an installed package')
  const data = options.data === null ? [] : [`--data=${resolve(options.data)}`]
  try {
    if (process.platform === 'linux') setAutostart(autostartFile(process.env, homedir()), on ? [process.execPath, ...data] : null)
    else app.setLoginItemSettings({ openAtLogin: on, args: data })
  } catch (error) {
    console.error(`room: autostart: ${(error as Error).message}`)
    process.exit(73)
  }
  console.log(`room: starts at login: ${on ? 'yes' : 'no'}`)
  process.exit(0)
}

function exitFor(wrongOption: string): never {
  console.error(`room: ${wrongOption}`)
  process.exit(64)
}
