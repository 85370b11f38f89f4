import type { BrowserWindow } from 'electron'

/** Wide enough to tell in the director what a display shows. */
const pictureWidthPx = 320
const jpegQuality = 60

/** What a window shows now, small, as a data address; empty when it shows nothing. */
export async function pictureOf(window: BrowserWindow | undefined): Promise<string> {
  if (window === undefined || window.isDestroyed() || !window.isVisible()) return ''
  const picture = await window.webContents.capturePage().catch(() => null)
  if (picture === null || picture.isEmpty()) return ''
  return `data:image/jpeg;base64,${picture.resize({ width: pictureWidthPx }).toJPEG(jpegQuality).toString('base64')}`
}
