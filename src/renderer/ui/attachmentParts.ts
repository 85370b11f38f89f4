import type { Component, InjectionKey } from 'vue'

/**
 * What stands wherever attachments are shown or taken, provided by the desk. `list`: props `attachments`. `tray`: props `alertId`, slot
 * for the box that files are pasted and dropped into, event `files` with the references that are ready and whether some are
 * not yet, and `clear` for when the note was sent.
 */
export type AttachmentParts = { list: Component; tray: Component }
export const attachmentPartsKey: InjectionKey<AttachmentParts> = Symbol('attachment parts')
