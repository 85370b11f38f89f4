/**
 * What a display of the wall can be, with its size in pixels. The pixel clock sets the frame rate that windows then run at: 60 Hz.
 * The modes are made at run time, since the driver refuses a clock this high in its configuration.
 */
export const wallModes = {
  '1280x720': { width: 1280, height: 720, modeline: '74.25 1280 1390 1430 1650 720 725 730 750 +hsync +vsync' },
  '1920x1080': { width: 1920, height: 1080, modeline: '148.50 1920 2008 2052 2200 1080 1084 1089 1125 +hsync +vsync' },
  '3840x2160': { width: 3840, height: 2160, modeline: '594.00 3840 4016 4104 4400 2160 2168 2178 2250 +hsync +vsync' },
}

/** What a display can be changed to while the wall runs: smaller than any of the modes above, so that it never reaches into its neighbour. */
export const smallerModes = {
  '960x540': { width: 960, height: 540, modeline: '40.75 960 992 1088 1216 540 543 548 562 -hsync +vsync' },
  '1024x576': { width: 1024, height: 576, modeline: '46.50 1024 1064 1160 1296 576 579 584 599 -hsync +vsync' },
}

/** Most displays that the dummy driver has outputs for. */
export const maximumDisplays = 16

/** @typedef {keyof typeof wallModes} WallMode */
/** @typedef {keyof typeof smallerModes} SmallerMode */
/** @typedef {{ x: number, y: number, width: number, height: number }} Bounds */
/** @typedef {{ display: number, name: string, connected: boolean, bounds: Bounds | null }} WallOutput */

/**
 * Where a display hangs: rows of `columns`, filled from the top left.
 * @param {number} display 1 for the first.
 * @param {number} columns
 * @param {WallMode} mode
 * @returns {Bounds}
 */
export function boundsOfDisplay(display, columns, mode) {
  const { width, height } = wallModes[mode]
  return { x: width * ((display - 1) % columns), y: height * Math.floor((display - 1) / columns), width, height }
}

/**
 * Configuration of an X server whose outputs are made up, with room for all sixteen displays, so that any can be plugged in later.
 * @param {number} columns
 * @param {WallMode} mode
 */
export function xorgConfiguration(columns, mode) {
  const { width, height } = wallModes[mode]
  const totalWidth = width * columns
  const totalHeight = height * Math.ceil(maximumDisplays / columns)
  return `Section "Device"
  Identifier "card"
  Driver "dummy"
  VideoRam ${Math.ceil((totalWidth * totalHeight * 4) / 1024) + 16384}
EndSection
Section "Monitor"
  Identifier "monitor"
  HorizSync 5.0-1000.0
  VertRefresh 5.0-200.0
EndSection
Section "Screen"
  Identifier "screen"
  Device "card"
  Monitor "monitor"
  DefaultDepth 24
  SubSection "Display"
    Depth 24
    Virtual ${totalWidth} ${totalHeight}
  EndSubSection
EndSection
Section "ServerFlags"
  Option "AutoAddDevices" "false"
  Option "DontVTSwitch" "true"
EndSection
`
}

/**
 * The outputs that `xrandr --query` lists.
 * @param {string} text
 * @returns {WallOutput[]}
 */
export function parseOutputs(text) {
  const found = text.matchAll(/^DUMMY(\d+) (connected|disconnected)(?: primary)?(?: (\d+)x(\d+)\+(\d+)\+(\d+))?/gm)
  return [...found].map(([, index, state, width, height, x, y]) => ({
    display: Number(index) + 1,
    name: `DUMMY${index}`,
    connected: state === 'connected',
    bounds: width === undefined ? null : { x: Number(x), y: Number(y), width: Number(width), height: Number(height) },
  }))
}
