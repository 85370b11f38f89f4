/** A text as it is searched: lower case, without Vietnamese marks, `đ` as `d`. */
export function foldText(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll('đ', 'd')
}

/** The words of a text as they are searched, in order: runs of letters and digits, folded. Vietnamese has one word a syllable. */
export function searchWords(text: string): string[] {
  return foldText(text).match(/[\p{L}\p{N}]+/gu) ?? []
}
