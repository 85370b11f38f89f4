import { randomUUID } from 'node:crypto'
import { basename, join } from 'node:path'
import { app, BrowserWindow, dialog, type WebContents } from 'electron'
import { maximumNoteAttachments } from '#shared/contract/attachmentLimits'
import { attachmentEndings } from '#shared/contract/attachmentName'
import type { MainCallInput, MainCallOutput } from '#shared/contract/ipc'
import { clipText } from '#shared/contract/text'
import type { StationProcess } from '../processes/stationProcess'

/** Files that people choose are handed to the station by their paths; the page gets an id and what a person may read. */
export type AttachmentDialogs = {
  choose(contents: WebContents, words: MainCallInput<'attachment.choose'>): Promise<MainCallOutput<'attachment.choose'>>
  save(contents: WebContents, reference: MainCallInput<'attachment.save'>): Promise<MainCallOutput<'attachment.save'>>
}

export function createAttachmentDialogs(station: Pick<StationProcess, 'attachFile' | 'saveContent'>): AttachmentDialogs {
  return {
    async choose(contents, { title, kinds }) {
      const window = BrowserWindow.fromWebContents(contents)
      if (window === null) return []
      const { filePaths } = await dialog.showOpenDialog(window, {
        title,
        properties: ['openFile', 'multiSelections', 'dontAddToRecent'],
        filters: [{ name: kinds, extensions: Object.values(attachmentEndings).flat() }],
      })
      return filePaths.slice(0, maximumNoteAttachments).map((file) => {
        const id = randomUUID()
        station.attachFile(id, file)
        return { id, name: clipText(basename(file), 100) }
      })
    },
    async save(contents, { name, sha256, mediaType }) {
      const window = BrowserWindow.fromWebContents(contents)
      if (window === null) return { id: null }
      const { canceled, filePath } = await dialog.showSaveDialog(window, {
        defaultPath: join(app.getPath('downloads'), name),
        filters: [{ name: mediaType, extensions: [...attachmentEndings[mediaType]] }],
        properties: ['showOverwriteConfirmation', 'dontAddToRecent'],
      })
      if (canceled || filePath === '') return { id: null }
      const id = randomUUID()
      station.saveContent(id, sha256, filePath)
      return { id }
    },
  }
}
