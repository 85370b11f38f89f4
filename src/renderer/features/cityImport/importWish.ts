import { idOfName } from '#shared/domain/foldText'
import { importWish, type ImportWish } from '#shared/contract/cityImportTask'

/** What stands in the boxes of the form. */
export type ImportForm = {
  id: string
  name: string
  crs: string
  validFrom: string
  sourceName: string
  licence: string
  idsFromCentroid: boolean
  assumeHeights: boolean
  keepBad: boolean
}

export const emptyForm: ImportForm = {
  id: '',
  name: '',
  crs: '',
  validFrom: '',
  sourceName: '',
  licence: '',
  idsFromCentroid: false,
  assumeHeights: false,
  keepBad: false,
}

/** The wish that the form means, and which boxes hold something that cannot be meant. */
export function wishOf(form: ImportForm): { wish: ImportWish | undefined; wrong: ReadonlySet<string> } {
  const crs = form.crs.trim().toUpperCase()
  const parsed = importWish.safeParse({
    ...form,
    id: form.id.trim(),
    name: form.name.trim().normalize('NFC') || form.id.trim(),
    crs: crs === '' ? null : /^\d+$/.test(crs) ? `EPSG:${crs}` : crs,
    validFrom: form.validFrom === '' ? null : form.validFrom,
    sourceName: form.sourceName.trim(),
    licence: form.licence.trim(),
  })
  if (parsed.success) return { wish: parsed.data, wrong: new Set() }
  return { wish: undefined, wrong: new Set(parsed.error.issues.map(({ path }) => String(path[0]))) }
}

/** Longest id of a city. */
const longestId = 40

/** The id that a city's name suggests. */
export const idOf = (name: string): string => idOfName(name, longestId)
