/** A text as it is searched: lower case, without Vietnamese marks, `đ` as `d`. */
export function foldText(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll('đ', 'd')
}

/** The words of a text as they are searched, in order: runs of letters and digits, folded. Vietnamese has one word a syllable. */
export function searchWords(text: string): string[] {
  return foldText(text).match(/[\p{L}\p{N}]+/gu) ?? []
}

/** An id made of a name, at most so many characters long: folded, everything but letters and digits as one hyphen; empty when nothing is left. */
export function idOfName(name: string, most: number): string {
  return foldText(name)
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, most)
}
