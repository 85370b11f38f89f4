/** What setup cannot do by itself, in words that say what to do; the exit code is 69 (a service or package is unavailable). */
export class SetupError extends Error {
  exitCode = 69
}

/** Prints one line of progress. @param {string} step @param {string} text */
export function say(step, text) {
  console.log(`[setup] ${step}: ${text}`)
}

/** Starts a stop watch; the function it returns says how long it has run, e.g. `3.2 s`. */
export function stopWatch() {
  const startedAtMs = performance.now()
  return () => `${((performance.now() - startedAtMs) / 1000).toFixed(1)} s`
}
