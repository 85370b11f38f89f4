// Names only, so that the pages need no schema library to use them.

/** The ten domains that the city asked its room to watch; those it wants first stand first. */
export const cityDomains = [
  'citizens',
  'security',
  'urban-order',
  'environment',
  'administration',
  'traffic',
  'tourism',
  'health',
  'education',
  'natural-resources',
] as const
export type CityDomain = (typeof cityDomains)[number]
