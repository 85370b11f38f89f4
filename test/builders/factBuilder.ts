import { factTable, type Fact, type FactPayload, type FactType, type NewFact } from '#shared/contract/fact'
import { builtAtMs } from './alertBuilder'

let built = 0

/** A numbered fact of the given type; `seq` counts up by itself when it is not given. */
export function buildFact<T extends FactType>(
  type: T,
  payload: FactPayload<T>,
  changes: Partial<Omit<Fact, 'type' | 'payload' | 'stream'>> = {},
): Extract<Fact, { type: T }> {
  built += 1
  return {
    seq: built,
    id: crypto.randomUUID(),
    atMs: builtAtMs,
    recordedAtMs: builtAtMs,
    actor: { kind: 'connector', id: 'cap', name: 'CAP' },
    source: 'cap',
    drill: false,
    causedBy: null,
    ...changes,
    type,
    stream: factTable[type].stream,
    payload,
  } as Extract<Fact, { type: T }>
}

/** The same before the log has numbered it. */
export function buildNewFact<T extends FactType>(
  type: T,
  payload: FactPayload<T>,
  changes: Partial<Omit<NewFact, 'type' | 'payload' | 'stream'>> = {},
): NewFact {
  const { seq: _seq, recordedAtMs: _recordedAtMs, ...fact } = buildFact(type, payload, changes)
  return fact as NewFact
}
