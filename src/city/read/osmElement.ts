/** What an OpenStreetMap file consists of, whichever way it is written. */
export type OsmTags = Readonly<Record<string, string>>
export type OsmNode = { type: 'node'; id: number; lonDeg: number; latDeg: number; tags: OsmTags }
export type OsmWay = { type: 'way'; id: number; refs: number[]; tags: OsmTags }
export type OsmMember = { type: string; ref: number; role: string }
export type OsmRelation = { type: 'relation'; id: number; members: OsmMember[]; tags: OsmTags }
export type OsmElement = OsmNode | OsmWay | OsmRelation

/** A file's elements in its order, some hundreds at a time. */
export type OsmBatches = AsyncIterable<readonly OsmElement[]>

/** Most tags, nodes of a way and members of a relation that are read: twice what the OpenStreetMap server lets anyone store. */
export const mostTags = 1_000
export const mostRefs = 64_000

/** Tags of an element that has none. */
export const noTags: OsmTags = {}
