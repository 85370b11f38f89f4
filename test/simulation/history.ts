import { perform, type Told } from './perform'
import { randomFrom } from './random'
import { openRoom, type Plant } from './room'
import { drawSteps, type Step } from './steps'

/** What became of one history. */
export type Outcome = {
  seed: number
  /** Null when everything held. */
  failure: string | null
  steps: readonly Step[]
  events: number
  facts: number
  requests: number
  refused: number
}

export const noPlant: Plant = {}

export const stepsOf = (seed: number): Step[] => drawSteps(randomFrom(seed))

/** Lets one history happen; the seed decides everything but what `plant` does. `log` hears of every step. */
export async function runHistory(
  seed: number,
  plant: Plant = noPlant,
  steps: readonly Step[] = stepsOf(seed),
  log: (line: string) => void = () => undefined,
): Promise<Outcome> {
  let startedAtMs = 0
  const say = (line: string): void => log(`${String(room.scheduler.nowMs - startedAtMs).padStart(7)} ms  ${line}`)
  const room = openRoom(seed, plant, say)
  startedAtMs = room.scheduler.nowMs
  const told: Told = { identifiers: [], drills: 0 }
  for (const step of steps) {
    room.scheduler.after(step.afterMs, () => {
      say(`${step.kind} ${step.choice} ${step.amount}`)
      perform(step, room, told)
    })
    await room.run(step.afterMs)
    if (room.watch.failure !== null) break
  }
  if (room.watch.failure === null) {
    say('all is mended')
    await room.settle()
  }
  return {
    seed,
    failure: room.watch.failure,
    steps,
    events: room.events,
    facts: room.gateway.disk.facts.length,
    requests: room.requests.size,
    refused: room.gateway.disk.answers.filter(({ result }) => !(result as { ok: boolean }).ok).length,
  }
}

/** The same failure, or another, from fewer steps: the shortest beginning that fails, then without every step it does not need. */
export async function shrink(failed: Outcome, plant: Plant = noPlant): Promise<Outcome> {
  let best = failed
  const tried = async (steps: readonly Step[]): Promise<boolean> => {
    const outcome = await runHistory(failed.seed, plant, steps)
    if (outcome.failure === null) return false
    best = outcome
    return true
  }
  for (let length = 0; length < failed.steps.length; length += 1) if (await tried(failed.steps.slice(0, length))) break
  for (let index = best.steps.length - 1; index >= 0; index -= 1) {
    if (!(await tried(without(best.steps, index)))) await tried(best.steps.toSpliced(index, 1))
  }
  return best
}

/** The steps without one of them, the others at the time they were. */
function without(steps: readonly Step[], index: number): Step[] {
  const pauseMs = steps[index]?.afterMs ?? 0
  return steps.flatMap((step, at) => (at === index ? [] : at === index + 1 ? { ...step, afterMs: step.afterMs + pauseMs } : step))
}

/** What a person needs to go on from: the seed, what broke, and the steps that are enough for it. */
export function describeFailure({ seed, failure }: Outcome, shortest: Outcome): string {
  const lines = shortest.steps.map(({ kind, afterMs, choice, amount }) => `  after ${afterMs} ms: ${kind} ${choice} ${amount}`)
  return [
    `seed ${seed}: ${failure}`,
    `replay: SIM_SEED=${seed} npm run test:simulation`,
    `${lines.length} steps are enough: ${shortest.failure}`,
    ...lines,
  ].join('\n')
}

export type Search = {
  found: Outcome | null
  histories: number
  events: number
  facts: number
  requests: number
  refused: number
  tookMs: number
}

/** Runs histories from `firstSeed` on until one fails or all have held. */
export async function search(firstSeed: number, histories: number, plant: Plant = noPlant): Promise<Search> {
  const startedMs = performance.now()
  const sum: Search = { found: null, histories: 0, events: 0, facts: 0, requests: 0, refused: 0, tookMs: 0 }
  // Traces of the errors that belong to a history cost more than the history; whoever replays one has them.
  const traceLines = Error.stackTraceLimit
  Error.stackTraceLimit = 0
  while (sum.histories < histories && sum.found === null) {
    const outcome = await runHistory(firstSeed + sum.histories, plant)
    sum.histories += 1
    sum.events += outcome.events
    sum.facts += outcome.facts
    sum.requests += outcome.requests
    sum.refused += outcome.refused
    if (outcome.failure !== null) sum.found = outcome
  }
  Error.stackTraceLimit = traceLines
  return { ...sum, tookMs: Math.round(performance.now() - startedMs) }
}
