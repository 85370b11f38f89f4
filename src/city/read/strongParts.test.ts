import fc from 'fast-check'
import { expect, test } from 'vitest'
import { largestPart, looseParts, strongParts, type Arcs } from './strongParts'

function arcsOf(nodes: number, pairs: readonly (readonly [number, number])[]): Arcs {
  const sorted = pairs.toSorted((a, b) => a[0] - b[0])
  const start = Uint32Array.from({ length: nodes + 1 }, (_, node) => sorted.filter(([from]) => from < node).length)
  return { start, target: Uint32Array.from(sorted, ([, to]) => to) }
}

/** Which nodes can be reached from each, by brute force. */
function reach(nodes: number, pairs: readonly (readonly [number, number])[]): boolean[][] {
  const reached = Array.from({ length: nodes }, (_, a) => Array.from({ length: nodes }, (__, b) => a === b))
  for (const [a, b] of pairs) reached[a]![b] = true
  for (let via = 0; via < nodes; via += 1)
    for (let a = 0; a < nodes; a += 1) for (let b = 0; b < nodes; b += 1) reached[a]![b] ||= reached[a]![via]! && reached[via]![b]!
  return reached
}

const graphs = fc
  .integer({ min: 1, max: 12 })
  .chain((nodes) => fc.tuple(fc.constant(nodes), fc.array(fc.tuple(fc.nat(nodes - 1), fc.nat(nodes - 1)), { maxLength: 30 })))

test('two nodes are in one strong part exactly when each reaches the other', () => {
  fc.assert(
    fc.property(graphs, ([nodes, pairs]) => {
      const { part, count } = strongParts(arcsOf(nodes, pairs))
      const reached = reach(nodes, pairs)
      for (let a = 0; a < nodes; a += 1)
        for (let b = 0; b < nodes; b += 1) expect(part[a] === part[b]).toBe(reached[a]![b]! && reached[b]![a]!)
      expect(new Set(part).size).toBe(count)
    }),
  )
})

test('two nodes are in one loose part exactly when arcs join them either way', () => {
  fc.assert(
    fc.property(graphs, ([nodes, pairs]) => {
      const { part, count } = looseParts(arcsOf(nodes, pairs))
      const reached = reach(nodes, [...pairs, ...pairs.map(([a, b]) => [b, a] as const)])
      for (let a = 0; a < nodes; a += 1) for (let b = 0; b < nodes; b += 1) expect(part[a] === part[b]).toBe(reached[a]![b])
      expect([...new Set(part)].toSorted((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, each) => each))
    }),
  )
})

test('a road of 200,000 junctions does not exhaust the stack', () => {
  const nodes = 200_000
  const start = Uint32Array.from({ length: nodes + 1 }, (_, node) => node)
  const target = Uint32Array.from({ length: nodes }, (_, node) => (node + 1) % nodes)
  expect(strongParts({ start, target }).count).toBe(1)
})

test('the largest part is the one with the most nodes', () => {
  expect(largestPart(Int32Array.of(0, 1, 1, 2), 3)).toEqual({ largest: 1, sizes: Uint32Array.of(1, 2, 1) })
})
