import { z } from 'zod'
import { alertTypesState } from './alertType'
import { gaugeId } from './ids'
import { reading } from './reading'
import { connectorReport, drill } from './room'
import { maximumViewpoints, savedViewpointState } from './savedViewpoint'
import { wallsState } from './wall'

/** What is known of one gauge: its last reading in reality and in the open drill, and the recent series of each, oldest first. */
export const gaugeState = z.strictObject({
  gaugeId,
  actual: z.array(reading).max(600),
  drill: z.array(reading).max(600),
  forecast: reading.nullable(),
})
export type GaugeState = z.infer<typeof gaugeState>

/** The fold of everything but the alerts. */
export const roomState = z.strictObject({
  drill: drill.nullable(),
  connectors: z.array(connectorReport).max(100),
  gauges: z.array(gaugeState).max(500),
  walls: wallsState,
  /** Left out until the first one is saved. */
  viewpoints: z.array(savedViewpointState).max(maximumViewpoints).optional(),
  /** Left out until there is a table of alert types. */
  alertTypes: alertTypesState.optional(),
})
export type RoomState = z.infer<typeof roomState>
