import { expect, it, vi } from 'vitest'
import { offerFile, spreadsheetOf } from './sheetFile'

it('makes a spreadsheet: a zip archive whose texts are the cells', async () => {
  const blob = await spreadsheetOf({ head: ['Mức', 'Tiêu đề'], rows: [['Cao', '=1+1']] }, 'Cảnh báo 17/10: tất cả')
  const bytes = new Uint8Array(await blob.arrayBuffer())
  expect(String.fromCharCode(...bytes.slice(0, 2))).toBe('PK')
  expect(bytes.length).toBeGreaterThan(1_000)
})

it('offers it under its name', () => {
  const clicked: string[] = []
  vi.stubGlobal('URL', Object.assign(URL, { createObjectURL: () => 'blob:x', revokeObjectURL: () => undefined }))
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    clicked.push(`${this.download} ${this.href}`)
  })
  offerFile(new Blob(['a']), 'canh-bao.csv')
  expect(clicked).toEqual(['canh-bao.csv blob:x'])
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})
