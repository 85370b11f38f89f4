import type { Connector, ConnectorContext } from '../connector'
import { createScenarioClock, type ScenarioClock } from './scenarioClock'
import { readScenario, type Scenario } from './scenarioFile'
import { timelineOf } from './timeline'

type Options = {
  file: string
  /** Scenario seconds per second: 1 is real time. */
  speed: number
  /** Timers on the gateway's own clock by default. */
  clock?: ScenarioClock
}

/**
 * Plays a recorded scenario as a drill: its start, every observation at its scenario time, its end. Nothing is skipped: when the room is
 * slower than the speed asks for, the scenario waits for it.
 */
export function createScenarioConnector(options: Options): Connector {
  let playing: { stop: AbortController; over: Promise<void> } | undefined

  return {
    name: 'scenario',
    async start(context) {
      await playing?.over
      const scenario = await readScenario(options.file)
      if (!scenario.ok) return context.fail(scenario.failure.message)
      const stop = new AbortController()
      const clock = options.clock ?? createScenarioClock(context.now)
      const over = play(scenario.value, options.speed, clock, context, stop.signal).catch((error: unknown) =>
        context.fail(`the scenario ${scenario.value.id} ended: ${(error as Error).message}`),
      )
      playing = { stop, over }
    },
    async stop() {
      playing?.stop.abort()
      await playing?.over
      playing = undefined
    },
  }
}

async function play(
  scenario: Scenario,
  speed: number,
  clock: ScenarioClock,
  context: Pick<ConnectorContext, 'offer'>,
  signal: AbortSignal,
): Promise<void> {
  const startedAtMs = clock.now()
  const wallMs = (scenarioMs: number): number => startedAtMs + (scenarioMs - scenario.startsAt) / speed
  const id = `${scenario.id}:${startedAtMs}`
  const started = await context.offer({
    kind: 'drill-started',
    drill: { id, title: scenario.title, simulatedFromMs: scenario.startsAt, simulatedUntilMs: scenario.endsAt, startedAtMs, speed },
  })
  if (!started.ok) throw new Error(started.failure.message)
  for (const { atMs, observe } of timelineOf(scenario, id)) {
    await clock.until(wallMs(atMs), signal)
    if (signal.aborted) break
    await context.offer(observe(clock.now()))
  }
  await clock.until(wallMs(scenario.endsAt), signal)
  await context.offer({ kind: 'drill-ended', id, reason: signal.aborted ? 'stopped' : 'finished', atMs: clock.now() })
}
