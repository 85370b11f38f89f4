import { expect, test } from 'vitest'
import { buildFact } from '#test/builders/factBuilder'
import { packBlock, unpackBlock } from './factBlock'

const texts = Array.from({ length: 40 }, (_, index) =>
  JSON.stringify(buildFact('alert.acknowledged', { id: `a${index}`, note: 'Đã gọi đội cứu hộ\nlần hai' }, { seq: 7 + index })),
)
const place = { epoch_number: 2, stream: 'alerts', first_seq: 7 }

test('a block gives back the facts that were put in, and is a fraction of their size', () => {
  const block = packBlock(place, texts)
  expect([block.first_seq, block.last_seq, unpackBlock(block)]).toEqual([7, 46, texts])
  expect(block.body.length).toBeLessThan(texts.join('').length / 3)
})

test('a byte that changed is found, in what the block says and in what it says it is', () => {
  const block = packBlock(place, texts)
  const body = Uint8Array.from(block.body)
  body[body.length >> 1] = (body[body.length >> 1] ?? 0) ^ 1
  expect(() => unpackBlock({ ...block, body })).toThrow(/checksum/)
  expect(() => unpackBlock({ ...block, first_seq: 8 })).toThrow(/checksum/)
})
