import type { Texts } from './catalogue'
import type { viewpointsVi } from './viewpoints.vi'

/** Words of the saved viewpoints, the tour, following and linked views. */
export const viewpointsEn: Texts<typeof viewpointsVi> = {
  title: 'Viewpoints',
  close: 'Close',
  ofCity: 'Of the city',
  saved: 'Saved, shared by all stations',
  none: 'None saved yet.',
  savedBy: '{by} at {time}',
  waiting: 'waiting to be sent',
  name: 'Name for what is shown now',
  save: 'Save',
  saveOver: 'Save over it',
  remove: 'Remove the viewpoint {name}',
  show: 'Show {name}',
  tour: 'Tour',
  tourEvery: 'every {n} second | every {n} seconds',
  tourStop: 'Stop the tour',
  tourNow: 'On tour: {name}',
  follow: 'Follow a unit',
  followNobody: 'nobody',
  noUnits: 'No unit has sent its position yet.',
  following: 'Following {name}',
  link: 'The wall looks where this desk looks',
  linked: 'Looking with the desk',
  asked: { save: 'Save the viewpoint “{name}”', remove: 'Remove a viewpoint' },
}
