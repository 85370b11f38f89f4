import { isDeepStrictEqual } from 'node:util'
import type { BundleManifest } from '#shared/contract/bundle'
import { fact as factSchema, type Fact } from '#shared/contract/fact'
import { streams, type Cursors, type StreamName } from '#shared/contract/ids'
import { problemsIn } from '#shared/contract/problems'
import type { Written } from '../log/postShelf'
import { BundleRefused, type BundleReader } from './bundleFile'

/**
 * The facts of a bundle in their order. Throws BundleRefused for the first that is not of the contract or not in its place: every
 * stream runs from the manifest's `from` to its `to` without a gap.
 */
export function* factsIn(bundle: Pick<BundleReader, 'manifest' | 'parts'>): Generator<Written> {
  const { from, to, facts } = bundle.manifest
  const read = { ...from }
  let count = 0
  for (const lines of bundle.parts()) {
    for (const body of lines) {
      count += 1
      const fact = factFrom(body, count)
      if (fact.seq !== read[fact.stream] + 1) {
        throw new BundleRefused(
          'invalid-fact',
          `fact ${count} is ${fact.stream} ${fact.seq}; ${fact.stream} ${read[fact.stream] + 1} was expected`,
        )
      }
      read[fact.stream] = fact.seq
      yield { fact, body }
    }
  }
  if (count !== facts || streams.some((stream) => read[stream] !== to[stream])) {
    throw new BundleRefused('invalid-fact', `the bundle has ${count} facts and not those its manifest names`)
  }
}

function factFrom(body: string, number: number): Fact {
  let value: unknown
  try {
    value = JSON.parse(body)
  } catch {
    throw new BundleRefused('invalid-fact', `fact ${number} is not JSON`)
  }
  const parsed = factSchema.safeParse(value)
  if (!parsed.success) throw new BundleRefused('invalid-fact', `fact ${number} is not of the contract: ${problemsIn(parsed.error)}`)
  return parsed.data
}

/** What lies between a log as far as it is held here and a bundle of it; empty when the bundle continues it or overlaps. */
export function missingBefore(
  held: Cursors,
  manifest: Pick<BundleManifest, 'from'>,
): { stream: StreamName; first: number; last: number }[] {
  return streams
    .filter((stream) => held[stream] < manifest.from[stream])
    .map((stream) => ({ stream, first: held[stream] + 1, last: manifest.from[stream] }))
}

/** Whether two posts tell the same fact. Which order its fields were written in does not count. */
export function isSameFact(one: Fact, other: Fact): boolean {
  return isDeepStrictEqual(one, other)
}
