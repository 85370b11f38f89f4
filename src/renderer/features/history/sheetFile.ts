import { harmlessCell, type AlertSheet } from './alertSheet'

/** The table as a spreadsheet (Office Open XML); every cell is a text. The writer is loaded when somebody asks for it. */
export async function spreadsheetOf({ head, rows }: AlertSheet, title: string): Promise<Blob> {
  const { default: writeExcelFile } = await import('write-excel-file/browser')
  const text = (value: string) => ({ value: harmlessCell(value), type: String })
  const data = [head.map((value) => ({ ...text(value), fontWeight: 'bold' as const })), ...rows.map((row) => row.map(text))]
  // A name of a sheet has at most 31 characters and none of these.
  const sheet = title.replaceAll(/[\\/*?:[\]]/g, ' ').slice(0, 31)
  return writeExcelFile(data, { sheet, columns: head.map((_, index) => ({ width: index === 1 ? 48 : 20 })), stickyRowsCount: 1 }).toBlob()
}

/** Offers a file to be saved where the person says. */
export function offerFile(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The save has taken its own hold of the bytes by the next turn.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
