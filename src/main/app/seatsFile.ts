import { z } from 'zod'
import { readKept, writeKept } from './keptFile'

const rememberedDisplay = z.object({
  id: z.number(),
  label: z.string(),
  bounds: z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() }),
})
const seatsSchema = z.object({
  deskHome: rememberedDisplay.nullable(),
  surfaces: z.array(z.object({ surface: z.int().positive(), home: rememberedDisplay })).max(64),
})

/** Which display the desk and each surface of the wall belong to, so that a room comes back as it was after a restart too. */
export type Seats = z.infer<typeof seatsSchema>

/** Seats of the file; none for a missing file and for one that cannot be understood (which is said and left alone). */
export function readSeats(file: string): Seats {
  return readKept(file, seatsSchema, () => ({ deskHome: null, surfaces: [] }), 'seats')
}

/** A crash leaves the old file or the new one. A full disk costs the memory, not the room. */
export function writeSeats(file: string, seats: Seats): void {
  try {
    writeKept(file, seats)
  } catch (error) {
    console.error(`seats: ${file}: ${(error as Error).message}; the next start will not know the displays`)
  }
}
