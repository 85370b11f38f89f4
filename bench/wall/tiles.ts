import type { Page } from '@playwright/test'

/** What a tile shows: its name, its kind, what its city looks at, and its box on the surface. */
export type Shown = { id: string; tile: string; aim: string; box: string }

/** The tiles of each page, in the order of the document. */
export function tilesOn(pages: readonly Page[]): Promise<Shown[][]> {
  return Promise.all(
    pages.map((page) =>
      page.locator('[data-tile-id]').evaluateAll((places) =>
        places.map((place) => {
          const tile = place.querySelector<HTMLElement>('[data-tile]')
          return {
            id: (place as HTMLElement).dataset['tileId'] ?? '',
            tile: tile?.dataset['tile'] ?? '',
            aim: tile?.dataset['aim'] ?? '',
            box: place.getAttribute('style') ?? '',
          }
        }),
      ),
    ),
  )
}

/** Epoch milliseconds of the frame in which the page has painted an element of a selector with a text in it. */
export function textPainted(page: Page, selector: string, text: string): Promise<number> {
  return page.evaluate(
    ([where, wanted]) =>
      new Promise<number>((settle) => {
        const observer = new MutationObserver(look)
        function look(): void {
          const isThere = [...document.querySelectorAll(where)].some((element) => element.textContent?.includes(wanted))
          if (!isThere) return
          observer.disconnect()
          requestAnimationFrame(() => requestAnimationFrame(() => settle(performance.timeOrigin + performance.now())))
        }
        observer.observe(document.body, { childList: true, subtree: true, characterData: true })
        look()
      }),
    [selector, text] as const,
  )
}

/** Whether two arrangements are the same, to the letter. */
export function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
