/** Runs work between two marks of its name, which a trace then holds with the time of the thread. */
export function marked<T>(name: string, work: () => T): T {
  performance.mark(`${name}<`)
  const answer = work()
  performance.mark(`${name}>`)
  performance.clearMarks()
  return answer
}
