import { importOrder, type ImportOrder, type ImportWord } from '#shared/contract/cityImportTask'
import { clipText } from '#shared/contract/text'
import { importCity, NotReplaceable } from './import/importCity'

// Built entry of an import that the desk started: a utility process of the application, for one import.

const parent = process.parentPort
const tell = (word: ImportWord): void => parent.postMessage(word)
const stopping = new AbortController()
let decide: ((approved: boolean) => void) | undefined

parent.on('message', (event) => {
  const order = importOrder.parse(event.data)
  if (order.kind === 'cancel') stopping.abort()
  else if (order.kind === 'decide') decide?.(order.approved)
  else void run(order).then(() => process.exit(0))
})

/** A person looks at the line a few times a second; more would only keep main busy. */
const tellEveryMs = 100

async function run({ out, files, wish }: Extract<ImportOrder, { kind: 'start' }>): Promise<void> {
  let toldAtMs = 0
  let toldStage = ''
  try {
    const report = await importCity(
      {
        source: files.buildings ?? '',
        out,
        id: wish.id,
        nameVi: wish.name,
        nameEn: wish.name,
        idsFromCentroid: wish.idsFromCentroid,
        assumeHeights: wish.assumeHeights,
        keepBad: wish.keepBad,
        ...(wish.crs !== null && { crs: wish.crs }),
        ...(wish.validFrom !== null && { validFrom: wish.validFrom }),
        ...(wish.licence !== '' && { licence: wish.licence }),
        ...(wish.sourceName !== '' && { sourceName: wish.sourceName }),
        ...(files.dem !== undefined && { dem: files.dem }),
        ...(files.osm !== undefined && { osm: files.osm }),
        ...(files.boundaries !== undefined && { boundaries: files.boundaries }),
        ...(files.facilities !== undefined && { facilities: files.facilities }),
      },
      {
        signal: stopping.signal,
        onProgress(progress) {
          const nowMs = performance.now()
          if (progress.stage === toldStage && nowMs - toldAtMs < tellEveryMs) return
          toldAtMs = nowMs
          toldStage = progress.stage
          tell({ kind: 'progress', progress })
        },
        approve: (preview) =>
          new Promise<boolean>((answer, refuse) => {
            decide = answer
            stopping.signal.addEventListener('abort', () => refuse(stopping.signal.reason as Error), { once: true })
            tell({ kind: 'preview', preview })
          }),
      },
    )
    tell({ kind: 'ended', report })
  } catch (error) {
    if (stopping.signal.aborted) tell({ kind: 'cancelled' })
    else tell({ kind: 'failed', code: codeOf(error), detail: clipText((error as Error).message, 2_000) })
  }
}

function codeOf(error: unknown): Extract<ImportWord, { kind: 'failed' }>['code'] {
  if (error instanceof NotReplaceable) return 'not-replaceable'
  const { code } = error as NodeJS.ErrnoException
  return code === 'ENOSPC' || code === 'EROFS' || code === 'EACCES' || code === 'EDQUOT' || code === 'EIO' ? 'disk' : 'internal'
}
