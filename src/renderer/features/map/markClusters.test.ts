import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clusterMarks, type PlacedMark } from './markClusters'
import { severities } from '#shared/domain/severityRank'
import type { AlertMark } from './marks'
import { alertMark } from './testing/mapBuilders'

const at = (x: number, y: number, id: string, more: Partial<AlertMark> = {}): PlacedMark => ({ mark: alertMark(id, more), x, y })

const placedMarks = fc
  .array(
    fc.record({
      x: fc.integer({ min: 0, max: 300 }),
      y: fc.integer({ min: 0, max: 300 }),
      severity: fc.constantFrom(...severities),
      acknowledged: fc.boolean(),
      cleared: fc.boolean(),
    }),
    { maxLength: 120 },
  )
  .map((drawn) => drawn.map(({ x, y, ...more }, index) => at(x, y, `a${index}`, more)))

describe('clusterMarks', () => {
  it('lets the most severe speak for its neighbours and counts them', () => {
    const [cluster, ...others] = clusterMarks([at(10, 10, 'a'), at(20, 10, 'b', { severity: 'high' }), at(12, 18, 'c')], 30, null)
    expect(others).toEqual([])
    expect(cluster!.lead.mark.id).toBe('b')
    expect(cluster!.counts).toEqual({ critical: 0, high: 1, medium: 2, low: 0 })
  })

  it('gathers across the lines of the grid, and keeps apart what is far enough', () => {
    expect(clusterMarks([at(29, 5, 'a'), at(31, 5, 'b')], 30, null)).toHaveLength(1)
    expect(clusterMarks([at(1, 5, 'a'), at(32, 5, 'b')], 30, null)).toHaveLength(2)
  })

  it('shows the selected mark itself, and a critical one beside it raised above it', () => {
    const clusters = clusterMarks([at(10, 10, 'a'), at(14, 10, 'b', { severity: 'critical' }), at(12, 12, 'c')], 30, 'a')
    expect(clusters.map(({ lead, raised, members }) => [lead.mark.id, raised, members.length])).toEqual([
      ['a', false, 2],
      ['b', true, 1],
    ])
  })

  it('never hides a critical alert, loses none and counts each once', () => {
    fc.assert(
      fc.property(placedMarks, fc.integer({ min: 0, max: 119 }), (marks, selected) => {
        const clusters = clusterMarks(marks, 30, `a${selected}`)
        expect(clusters.flatMap(({ members }) => members.map((each) => each.mark.id)).toSorted()).toEqual(
          marks.map((each) => each.mark.id).toSorted(),
        )
        for (const { lead, members, counts } of clusters) {
          for (const severity of severities) expect(counts[severity]).toBe(members.filter((each) => each.mark.severity === severity).length)
          if (counts.critical > 0) expect(lead.mark.severity).toBe('critical')
        }
      }),
    )
  })

  it('does not depend on the order the alerts came in', () => {
    fc.assert(
      fc.property(placedMarks, (marks) => {
        expect(clusterMarks(marks.toReversed(), 30, null)).toEqual(clusterMarks(marks, 30, null))
      }),
    )
  })
})
