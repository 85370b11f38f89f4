import { expect, test } from 'vitest'
import { withoutMarks } from './plainNames'

test('all marks go, the letters stay', () => {
  expect(withoutMarks('Phường Đông Hà, đường Điện Biên Phủ, Thạch Hãn ưỡn')).toBe('Phuong Dong Ha, duong Dien Bien Phu, Thach Han uon')
})
