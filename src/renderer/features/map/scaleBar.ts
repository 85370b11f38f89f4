/** A round length and how wide it is on the screen. */
export type ScaleBar = { lengthM: number; widthPx: number }

/** The longest of 1, 2, 5, 10, ... metres that fits into a width. */
export function scaleBarFor(metresPerPixel: number, maximumPx: number): ScaleBar {
  const longestM = metresPerPixel * maximumPx
  const decade = 10 ** Math.floor(Math.log10(longestM))
  const lengthM = [5, 2, 1].map((step) => step * decade).find((length) => length <= longestM) ?? decade
  return { lengthM, widthPx: lengthM / metresPerPixel }
}

/** The length as it is written: metres, or kilometres from 1,000 m. */
export function formatLength(lengthM: number, locale: string): string {
  const inKilometres = lengthM >= 1_000
  const unit = inKilometres ? 'kilometer' : 'meter'
  return new Intl.NumberFormat(locale, { style: 'unit', unit, maximumFractionDigits: 1 }).format(inKilometres ? lengthM / 1_000 : lengthM)
}
