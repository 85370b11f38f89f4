import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'

/** Where the build puts the worker that reads PDFs, and what those need that bring no fonts or decoders of their own. */
const parts = '/pdfjs/'

/** An open PDF. */
export type PdfPages = {
  count: number
  /** Draws a page, from 1, as large as it fits into a box of device pixels. Rejects with an Error that says what is wrong with it. */
  draw(page: number, canvas: HTMLCanvasElement, box: { widthPx: number; heightPx: number }): Promise<void>
  close(): void
}

/** Opens a PDF from its bytes, which it keeps. Rejects with an Error for one that is damaged or wants a password. */
export async function openPdf(data: Uint8Array<ArrayBuffer>): Promise<PdfPages> {
  // Apart, so that a window that shows no PDF does not carry what reads them.
  const { GlobalWorkerOptions, getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs')
  GlobalWorkerOptions.workerSrc = `${parts}pdf.worker.min.mjs`
  const loading = getDocument({
    // The worker takes the bytes over.
    data: data.slice(),
    cMapUrl: `${parts}cmaps/`,
    standardFontDataUrl: `${parts}standard_fonts/`,
    wasmUrl: `${parts}wasm/`,
    enableXfa: false,
    stopAtErrors: false,
  })
  const pdf: PDFDocumentProxy = await loading.promise
  return {
    count: pdf.numPages,
    async draw(number, canvas, { widthPx, heightPx }) {
      const page = await pdf.getPage(number)
      const { width, height } = page.getViewport({ scale: 1 })
      const viewport = page.getViewport({ scale: Math.min(widthPx / width, heightPx / height) })
      canvas.width = Math.max(1, Math.floor(viewport.width))
      canvas.height = Math.max(1, Math.floor(viewport.height))
      await page.render({ canvas, viewport }).promise
      page.cleanup()
    },
    close: () => void loading.destroy(),
  }
}
