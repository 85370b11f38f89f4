/**
 * The rows of a table of text (RFC 4180), each with the line it starts on, from 1; blank lines are left out. Fields are separated by what
 * the first line uses: comma, semicolon (as office programs in Vietnamese write) or tab. Throws an Error when a quoted field never ends.
 */
export function parseCsv(text: string): { line: number; fields: string[] }[] {
  const body = text.replace(/^\ufeff/, '')
  const firstLine = /^[^\r\n]*/.exec(body)?.[0] ?? ''
  const separator = [',', ';', '\t'].toSorted((a, b) => firstLine.split(b).length - firstLine.split(a).length)[0]!
  const rows: { line: number; fields: string[] }[] = []
  let [at, line] = [0, 1]
  while (at < body.length) {
    const row = { line, fields: [] as string[] }
    for (;;) {
      let field = ''
      if (body[at] === '"') {
        for (at += 1; ; at += 1) {
          const sign = body[at]
          if (sign === undefined) throw new Error(`a quoted field that starts on line ${row.line} never ends`)
          if (sign === '\n') line += 1
          if (sign === '"' && body[(at += 1)] !== '"') break
          field += sign
        }
      }
      while (at < body.length && body[at] !== separator && body[at] !== '\n' && body[at] !== '\r') field += body[at++]
      row.fields.push(field.trim())
      if (body[at] !== separator) break
      at += 1
    }
    if (body[at] === '\r') at += 1
    if (body[at] === '\n') at += 1
    line += 1
    if (row.fields.some((field) => field !== '')) rows.push(row)
  }
  return rows
}
