import type { Fact } from '#shared/contract/fact'

const texts = new WeakMap<Fact, string>()

/** A fact as JSON, written once: the cache stores it and every window is handed it. A fact never changes. */
export function factText(fact: Fact): string {
  const known = texts.get(fact)
  if (known !== undefined) return known
  const text = JSON.stringify(fact)
  texts.set(fact, text)
  return text
}

/** Several of them as one JSON array. */
export function factsText(facts: readonly Fact[]): string {
  return `[${facts.map(factText).join(',')}]`
}
