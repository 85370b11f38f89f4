/** A Vietnamese name without its marks, for those who read English: "Đông Hà" becomes "Dong Ha". */
export function withoutMarks(name: string): string {
  return name.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll('đ', 'd').replaceAll('Đ', 'D')
}
