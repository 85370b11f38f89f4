import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseCsv } from './csv'

test('quotes, separators, line ends and blank lines', () => {
  expect(parseCsv('\ufeffid;tên\r\n1;"Chợ ""Đông Hà""; phía bắc"\r\n\r\n2;"hai\ndòng"\r\n3;x')).toEqual([
    { line: 1, fields: ['id', 'tên'] },
    { line: 2, fields: ['1', 'Chợ "Đông Hà"; phía bắc'] },
    { line: 4, fields: ['2', 'hai\ndòng'] },
    { line: 6, fields: ['3', 'x'] },
  ])
  expect(parseCsv('a\tb\n,\t;').map(({ fields }) => fields)).toEqual([
    ['a', 'b'],
    [',', ';'],
  ])
  expect(() => parseCsv('a,b\n1,"2')).toThrow('starts on line 2')
})

test('what is written with quotes is read as it was', () => {
  const field = fc.string({ unit: fc.constantFrom('a', 'Đ', '"', ',', ';', '\n', ' x') }).map((text) => text.trim())
  const table = fc.array(fc.tuple(field, field), { maxLength: 8 })
  fc.assert(
    fc.property(table, (rows) => {
      const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`
      const text = ['x,y', ...rows.map((fields) => fields.map(quoted).join(','))].join('\r\n')
      expect(
        parseCsv(text)
          .slice(1)
          .map(({ fields }) => fields),
      ).toEqual(rows.filter(([a, b]) => a !== '' || b !== ''))
    }),
  )
})
