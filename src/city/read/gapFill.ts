/** Gives each missing height (NaN) that of the nearest known post, counted in steps along rows and columns; returns how many there were. */
export function fillGaps(heightsM: Float32Array, columns: number): number {
  let missing = 0
  let front: number[] = []
  const isMissing = Uint8Array.from(heightsM, (heightM) => (Number.isNaN(heightM) ? 1 : 0))
  const neighbours = (post: number): number[] => {
    const column = post % columns
    const around = [post - columns, post + columns]
    if (column > 0) around.push(post - 1)
    if (column < columns - 1) around.push(post + 1)
    return around.filter((each) => each >= 0 && each < heightsM.length)
  }
  for (let post = 0; post < heightsM.length; post += 1) {
    if (isMissing[post] === 1) missing += 1
    else if (neighbours(post).some((each) => isMissing[each] === 1)) front.push(post)
  }
  while (front.length > 0) {
    const next: number[] = []
    for (const post of front)
      for (const each of neighbours(post)) {
        if (isMissing[each] === 0) continue
        isMissing[each] = 0
        heightsM[each] = heightsM[post]!
        next.push(each)
      }
    front = next
  }
  return missing
}
