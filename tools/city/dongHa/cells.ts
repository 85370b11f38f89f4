import type { Place } from './plane'

/** Finds what lies near a place: items are put into square cells by the box they cover. */
export class Cells<T> {
  readonly #cells = new Map<string, T[]>()
  readonly #sizeM: number

  constructor(sizeM: number) {
    this.#sizeM = sizeM
  }

  /** Files the item under every cell of the box around the places. */
  add(item: T, places: readonly Place[]): void {
    for (const key of this.#keys(places, 0)) {
      const cell = this.#cells.get(key)
      if (cell === undefined) this.#cells.set(key, [item])
      else cell.push(item)
    }
  }

  /** Items whose cells touch the box around the places, `marginM` wider on each side; in the order they were added to each cell. */
  near(places: readonly Place[], marginM: number): Set<T> {
    const found = new Set<T>()
    for (const key of this.#keys(places, marginM)) for (const item of this.#cells.get(key) ?? []) found.add(item)
    return found
  }

  *#keys(places: readonly Place[], marginM: number): Generator<string> {
    const xs = places.map(([x]) => x)
    const ys = places.map(([, y]) => y)
    const west = Math.floor((Math.min(...xs) - marginM) / this.#sizeM)
    const east = Math.floor((Math.max(...xs) + marginM) / this.#sizeM)
    const south = Math.floor((Math.min(...ys) - marginM) / this.#sizeM)
    const north = Math.floor((Math.max(...ys) + marginM) / this.#sizeM)
    for (let column = west; column <= east; column++) for (let row = south; row <= north; row++) yield `${column},${row}`
  }
}
