/** Arcs in compressed sparse rows: those of node `n` lead to `target[start[n]]` ... `target[start[n + 1] - 1]`. */
export type Arcs = { start: Uint32Array<ArrayBuffer>; target: Uint32Array<ArrayBuffer> }

/**
 * The strongly connected part of each node, numbered from 0: within a part every node can be reached from every other. Tarjan, "Depth-first
 * search and linear graph algorithms" (SIAM J. Comput. 1, 1972), with a stack of its own: roads are deeper than the call stack.
 */
export function strongParts({ start, target }: Arcs): { part: Int32Array; count: number } {
  const nodes = start.length - 1
  const part = new Int32Array(nodes).fill(-1)
  const order = new Int32Array(nodes).fill(-1)
  const low = new Int32Array(nodes)
  const nextArc = start.slice(0, nodes)
  const open: number[] = []
  const path: number[] = []
  let seen = 0
  let count = 0
  for (let root = 0; root < nodes; root += 1) {
    if (order[root] !== -1) continue
    path.push(root)
    while (path.length > 0) {
      const node = path.at(-1)!
      if (order[node] === -1) {
        order[node] = low[node] = seen
        seen += 1
        open.push(node)
      }
      const arc = nextArc[node]!
      if (arc < start[node + 1]!) {
        nextArc[node] = arc + 1
        const other = target[arc]!
        if (order[other] === -1) path.push(other)
        else if (part[other] === -1) low[node] = Math.min(low[node]!, order[other]!)
        continue
      }
      path.pop()
      const parent = path.at(-1)
      if (parent !== undefined) low[parent] = Math.min(low[parent]!, low[node]!)
      if (low[node] !== order[node]) continue
      for (let member = open.pop()!; ; member = open.pop()!) {
        part[member] = count
        if (member === node) break
      }
      count += 1
    }
  }
  return { part, count }
}

/** The part of each node when arcs are followed either way, numbered from 0. */
export function looseParts({ start, target }: Arcs): { part: Int32Array; count: number } {
  const nodes = start.length - 1
  const leader = Int32Array.from({ length: nodes }, (_, node) => node)
  const leaderOf = (node: number): number => {
    let top = node
    while (leader[top] !== top) top = leader[top]!
    while (leader[node] !== top) [leader[node], node] = [top, leader[node]!]
    return top
  }
  for (let node = 0; node < nodes; node += 1)
    for (let arc = start[node]!; arc < start[node + 1]!; arc += 1) {
      const [a, b] = [leaderOf(node), leaderOf(target[arc]!)]
      if (a !== b) leader[Math.max(a, b)] = Math.min(a, b)
    }
  const part = new Int32Array(nodes)
  let count = 0
  for (let node = 0; node < nodes; node += 1) part[node] = leader[node] === node ? count++ : part[leaderOf(node)]!
  return { part, count }
}

/** The part with the most nodes, and how many nodes each has. */
export function largestPart(part: Int32Array, count: number): { largest: number; sizes: Uint32Array } {
  const sizes = new Uint32Array(count)
  for (const each of part) sizes[each]! += 1
  let largest = 0
  for (let each = 1; each < count; each += 1) if (sizes[each]! > sizes[largest]!) largest = each
  return { largest, sizes }
}
