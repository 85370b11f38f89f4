import type { mapMessagesVi } from './messages.vi'

/** English texts of the city view, under `map` in the catalogue. */
export const mapMessagesEn: typeof mapMessagesVi = {
  label: 'Map of {city}',
  keys: 'Arrow keys: move. Plus and minus: zoom. Q and E: turn. Home: back to the first viewpoint.',
  north: 'North',
  northLetter: 'N',
  scale: 'Scale bar',
  illustrative: 'Illustrative data',
  software: 'Drawn in software: the map is less sharp while it moves',
  softwareCoarse: 'Drawn in software: the map is less sharp',
  plan: 'No 3D graphics: showing the flat map',
  unreadable: 'The base map could not be read; alerts are still shown where they are',
  drill: 'DRILL',
}
