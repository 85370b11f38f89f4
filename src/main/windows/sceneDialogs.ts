import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { app, BrowserWindow, dialog, type WebContents } from 'electron'
import type { MainCallInput, MainCallOutput } from '#shared/contract/ipc'
import { clipText } from '#shared/contract/text'
import { maximumScenesBytes, scenesIn, textOfScenes } from '../app/scenesFile'

const filters = [{ name: 'JSON', extensions: ['json'] }]

/** Writes scenes to a file that the person names; whether it was written. Throws where the disk refuses. */
export async function saveScenes(contents: WebContents, scenes: MainCallInput<'scenes.save'>): Promise<boolean> {
  const window = BrowserWindow.fromWebContents(contents)
  if (window === null) return false
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    defaultPath: join(app.getPath('downloads'), 'toan-canh-scenes.json'),
    filters,
    properties: ['showOverwriteConfirmation', 'dontAddToRecent'],
  })
  if (canceled || filePath === '') return false
  await writeFile(filePath, textOfScenes(scenes))
  return true
}

/** Reads the scenes of a file that the person chooses, whole or not at all. */
export async function openScenes(contents: WebContents): Promise<MainCallOutput<'scenes.open'>> {
  const window = BrowserWindow.fromWebContents(contents)
  if (window === null) return { outcome: 'none' }
  const { filePaths } = await dialog.showOpenDialog(window, { filters, properties: ['openFile', 'dontAddToRecent'] })
  const [file] = filePaths
  if (file === undefined) return { outcome: 'none' }
  try {
    const { size } = await stat(file)
    if (size > maximumScenesBytes) return { outcome: 'unreadable', why: `${size} bytes; at most ${maximumScenesBytes}` }
    const read = scenesIn(await readFile(file, 'utf8'))
    return read.ok ? { outcome: 'read', scenes: read.scenes } : { outcome: 'unreadable', why: clipText(read.why, 2_000) }
  } catch (error) {
    return { outcome: 'unreadable', why: clipText((error as Error).message, 2_000) }
  }
}
