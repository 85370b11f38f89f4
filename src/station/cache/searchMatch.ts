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

/**
 * What a query asks of words and values, as an FTS5 expression; null when it asks for none. Only folded words and our own tags get into
 * it, each quoted, so nothing that a person types is taken for an operator.
 */
export function matchOf(query: Pick<SearchQuery, 'text' | 'severities' | 'states' | 'connectors' | 'drill'>): string | null {
  const parts = [
    ...phrasesIn(query.text).map((phrase) => `words : "${phrase}"`),
    anyOf(query.severities.map(tagOf.severity)),
    anyOf(query.states.map(tagOf.state)),
    anyOf(query.connectors.map(tagOf.connector)),
    query.drill === null ? '' : anyOf([tagOf.drill(query.drill)]),
  ].filter((part) => part !== '')
  return parts.length === 0 ? null : parts.join(' AND ')
}

function anyOf(tags: readonly string[]): string {
  return tags.length === 0 ? '' : `tags : (${tags.map((tag) => `"${tag}"`).join(' OR ')})`
}

/** Words one by one, and what stands in double quotes as a phrase. A quote that is still open while somebody types counts as closed. */
function phrasesIn(text: string): string[] {
  const parts = text.replaceAll(/[“”]/g, '"').split('"')
  return parts.flatMap((part, index) => {
    const words = searchWords(part)
    return index % 2 === 0 || words.length === 0 ? words : [words.join(' ')]
  })
}
