import type { Alert } from '#shared/contract/alert'
import type { SearchQuery } from '#shared/contract/search'
import { searchWords } from '#shared/domain/foldText'

/** The words that stand for the values of an alert in the index. */
export const tagOf = {
  severity: (severity: Alert['severity']) => `severity${severity}`,
  state: (word: string) => `state${word}`,
  connector: (connector: Alert['source']['connector']) => `connector${connector.replaceAll('-', '')}`,
  drill: (drill: boolean) => (drill ? 'drillyes' : 'drillno'),
}

/** What a person types: words one by one, and what stands in double quotes as a phrase; the last word may not be finished yet. */
type Typed = { phrases: string[]; beginning: string | null }

/**
 * What a query asks of words and values, as an FTS5 expression; null when it asks for none. Only folded words and our own tags get into
 * it, each quoted, so nothing that a person types is taken for an operator. `complete` gives the words of the index that begin with what
 * is still being typed.
 */
export function matchOf(
  query: Pick<SearchQuery, 'text' | 'severities' | 'states' | 'connectors' | 'drill'>,
  complete: (beginning: string) => readonly string[] = () => [],
): string | null {
  const { phrases, beginning } = typedIn(query.text)
  const parts = [
    ...phrases.map((phrase) => `words : "${phrase}"`),
    beginning === null ? '' : anyWord([beginning, ...complete(beginning).filter((word) => word !== beginning)]),
    anyOf(query.severities.map(tagOf.severity)),
    anyOf(query.states.map(tagOf.state)),
    anyOf(query.connectors.map(tagOf.connector)),
    query.drill === null ? '' : anyOf([tagOf.drill(query.drill)]),
  ].filter((part) => part !== '')
  return parts.length === 0 ? null : parts.join(' AND ')
}

function anyWord(words: readonly string[]): string {
  return words.length === 1 ? `words : "${words[0] ?? ''}"` : `words : (${words.map((word) => `"${word}"`).join(' OR ')})`
}

function anyOf(tags: readonly string[]): string {
  return tags.length === 0 ? '' : `tags : (${tags.map((tag) => `"${tag}"`).join(' OR ')})`
}

/** A quote that is still open while somebody types counts as closed. Behind a letter at the end the word may go on; behind anything else it is done. */
function typedIn(text: string): Typed {
  const parts = text.replaceAll(/[“”]/g, '"').split('"')
  const phrases = parts.flatMap((part, index) => {
    const words = searchWords(part)
    return index % 2 === 0 || words.length === 0 ? words : [words.join(' ')]
  })
  const isOpen = parts.length % 2 === 1 && /\p{L}\p{M}*$/u.test(text)
  return { phrases: isOpen ? phrases.slice(0, -1) : phrases, beginning: isOpen ? (phrases.at(-1) ?? null) : null }
}
