import type { Alert, AlertState } from '#shared/contract/alert'
import { foldText } from '#shared/domain/foldText'

const folded = new WeakMap<Alert, string>()

function searchText(alert: Alert): string {
  const known = folded.get(alert)
  if (known !== undefined) return known
  const parts = [
    ...alert.texts.flatMap((text) => [text.headline, text.event, text.description]),
    ...alert.areas.map((area) => area.description),
    alert.source.senderName,
    alert.source.sender,
    alert.source.identifier,
  ]
  const text = foldText(parts.join('\n'))
  folded.set(alert, text)
  return text
}

/** The alerts that contain every word of the query, in their order; the same array when nothing is asked. */
export function filterAlerts(queue: readonly AlertState[], query: string): readonly AlertState[] {
  const words = foldText(query).split(/\s+/).filter(Boolean)
  if (words.length === 0) return queue
  return queue.filter((state) => {
    const text = searchText(state.alert)
    return words.every((word) => text.includes(word))
  })
}
