import type { Texts } from './catalogue'
import type { attachmentsVi } from './attachments.vi'

export const attachmentsEn: Texts<typeof attachmentsVi> = {
  title: 'Attachments',
  add: 'Attach files',
  addHint: 'Pictures, PDF or MP4; pictures can be pasted or dropped into the note',
  chooseTitle: 'Choose files to attach',
  kindsOfFiles: 'Pictures, PDF, MP4',
  kinds: {
    'image/jpeg': 'JPEG picture',
    'image/png': 'PNG picture',
    'image/webp': 'WebP picture',
    'application/pdf': 'PDF document',
    'video/mp4': 'MP4 video',
  },
  size: { bytes: '{n} bytes', kilobytes: '{n} KB', megabytes: '{n} MB' },
  open: 'View {name}',
  save: 'Save {name} as a file',
  saveWord: 'Save as…',
  remove: 'Take {name} out',
  close: 'Close',
  state: {
    taking: 'taking the file',
    refused: 'not taken: {reason}',
    upWaiting: 'waiting to be sent',
    upMoving: 'sending {n} %',
    downWaiting: 'waiting to be fetched',
    downMoving: 'fetching {n} %',
  },
  loading: 'Fetching the picture from the gateway…',
  cannotShow: 'The picture cannot be shown: {reason}',
  brokenPicture: 'its data cannot be read',
  saved: 'Saved {name}',
  notSaved: '{name} could not be saved: {reason}',
  dismiss: 'Understood',
  why: {
    tooLarge: 'larger than the limit of {limit}',
    invalid: 'not a JPEG, PNG or WebP picture, a PDF document or an MP4 video',
    notFound: 'the gateway no longer keeps this file',
  },
}
