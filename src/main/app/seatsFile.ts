import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { z } from 'zod'

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
  try {
    return seatsSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') console.error(`seats: ${file}: ${(error as Error).message}; seating anew`)
    return { deskHome: null, surfaces: [] }
  }
}

/** Writes beside and renames, so that a crash leaves the old file or the new one. A full disk costs the memory, not the room. */
export function writeSeats(file: string, seats: Seats): void {
  try {
    writeFileSync(`${file}.new`, JSON.stringify(seats, null, 2) + '\n')
    renameSync(`${file}.new`, file)
  } catch (error) {
    console.error(`seats: ${file}: ${(error as Error).message}; the next start will not know the displays`)
  }
}
