import type { PrimitiveCollection } from '@cesium/engine'

type Passes = 'update' | 'prePassesUpdate' | 'updateForPass' | 'postPassesUpdate'
type Primitive = Partial<Record<Passes, (...given: never[]) => void>> & { isDestroyed(): boolean; destroy(): void }

/**
 * Puts a primitive into the scene behind a guard: one that throws is drawn no more and told to `failed`, while everything else goes on.
 * Without it Cesium stops the whole scene for good. Returns how to take it out again.
 */
export function addGuarded(primitives: PrimitiveCollection, primitive: Primitive, failed: (error: unknown) => void): () => void {
  let broken = false
  const guarded = (pass: Passes) =>
    primitive[pass] === undefined
      ? undefined
      : (...given: never[]) => {
          if (broken) return
          try {
            primitive[pass]?.(...given)
          } catch (error) {
            broken = true
            failed(error)
          }
        }
  const guard = {
    update: guarded('update'),
    prePassesUpdate: guarded('prePassesUpdate'),
    updateForPass: guarded('updateForPass'),
    postPassesUpdate: guarded('postPassesUpdate'),
    isDestroyed: () => primitive.isDestroyed(),
    destroy: () => primitive.destroy(),
  }
  primitives.add(guard)
  return () => void primitives.remove(guard)
}
