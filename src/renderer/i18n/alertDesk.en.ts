import type { alertDeskVi } from './alertDesk.vi'
import type { Texts } from './catalogue'

/** English: exactly the keys of the Vietnamese. */
export const alertDeskEn: Texts<typeof alertDeskVi> = {
  picked: '{n} alert picked | {n} alerts picked',
  isPicked: 'picked',
  actions: { acknowledge: 'Acknowledge', shelve: 'Shelve', close: 'Close', outOfService: 'Out of service' },
  will: '{n} request “{action}” will be sent. | {n} requests “{action}” will be sent, one for each alert.',
  leftOut: '{n} is left out, it cannot be done with it: {titles} | {n} are left out, it cannot be done with them: {titles}',
  reason: 'Reason, for all of them',
  submit: '{action}: {n} alert | {action}: {n} alerts',
  hint: 'Z takes it back after it was sent.',
  clear: 'Pick none',
  done: '“{action}” was sent for {n} alert | “{action}” was sent for {n} alerts',
  undo: 'Undo',
  undoReason: 'A bulk action is taken back',
  dismiss: 'Put this away',
  sound: {
    title: 'The tone comes again until somebody acknowledges',
    on: 'Sound',
    off: 'Sound is off',
    blocked: 'The system keeps the sound off',
    none: 'This machine plays no sound',
  },
  filters: {
    title: 'Quick filters, saved views',
    on: 'filtered',
    any: 'all',
    severity: 'Severity',
    stand: 'State',
    stands: { asking: 'to be acknowledged', acknowledged: 'acknowledged', aside: 'set aside', escalated: 'escalated' },
    source: 'Source',
    assignee: 'Handled by',
    nobody: 'nobody yet',
    area: 'Ward, area',
    clear: 'Clear filters',
    viewName: 'Save this view as',
    save: 'Save',
    forget: 'Forget the view “{name}”',
  },
}
