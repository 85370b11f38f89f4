import type { Texts } from './catalogue'
import type { threatVi } from './threat.vi'

/** Words of threat levels, English. */
export const threatEn: Texts<typeof threatVi> = {
  label: 'Threat level in force',
  level: 'Level {rank}/{of}',
  set: 'since {time}, {by}: {reason}',
  more: 'and {count} elsewhere',
  title: 'Threat level',
  hint: 'A level of this centre, not the legal level of disaster risk.',
  close: 'Close',
  where: 'Where it holds',
  wholeCity: 'The whole city: {name}',
  which: 'Level',
  reason: 'Reason (everybody reads it)',
  declare: 'Declare this level',
  now: 'In force',
  none: 'Nothing is above the normal level.',
  calm: 'Back to {level}',
  calmReason: 'Back to normal',
  waiting: 'Waiting to be sent',
  refused: 'Refused: {reason}',
  actions: 'What each level does',
  actionsHint: 'Done when the level is declared, undone when it is left.',
  scene: 'Scene on the wall',
  noScene: 'Leave the wall',
  notice: 'Words on every display',
  rules: 'Rules',
  ruleLeave: 'as it is',
  ruleOn: 'on',
  ruleOff: 'off',
  save: 'Save what the levels do',
}
