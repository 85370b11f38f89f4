// Numbers only, so that the pages need no schema library to use them.

/** Most attachments of one note. */
export const maximumNoteAttachments = 10
/** Most bytes of what a person pastes or drops into a window; what is larger is chosen as a file, and never passes through a page. */
export const maximumPastedBytes = 33_554_432
