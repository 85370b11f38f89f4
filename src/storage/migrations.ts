/** One step of a schema. `number` runs from 1 without a gap; a step that was released is never edited. */
export type Migration = { number: number; name: string; sql: string }

/** Migrations from files named `NNNN-what-it-does.sql`, in order. Throws when a number is missing or doubled. */
export function migrationsFrom(files: Record<string, string>): Migration[] {
  const migrations = Object.entries(files)
    .map(([path, sql]) => {
      const match = /(\d{4})-([a-z0-9-]+)\.sql$/.exec(path)
      if (match === null) throw new Error(`migration ${path} is not named NNNN-what-it-does.sql`)
      return { number: Number(match[1]), name: match[2] ?? '', sql }
    })
    .toSorted((a, b) => a.number - b.number)
  migrations.forEach((migration, index) => {
    if (migration.number !== index + 1) throw new Error(`migration ${index + 1} is missing or doubled near ${migration.name}`)
  })
  return migrations
}
