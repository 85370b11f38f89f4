import { join } from 'node:path'
import { webPagesFile, type WebPage } from '#shared/contract/webPage'
import { readKept } from './keptFile'

/** Pages that this station may show on its wall, from `web-pages.json` of the data folder; none without it, or where it cannot be understood. */
export function readWebPages(dataFolder: string): WebPage[] {
  return readKept(join(dataFolder, 'web-pages.json'), webPagesFile, () => webPagesFile.parse({ pages: [] }), 'web pages').pages
}
