import { parseArgs } from 'node:util'
import { machine } from './report/machine.ts'
import { killPages } from './wall/killing.ts'
import { panorama } from './wall/panorama.ts'
import { plugAndUnplug } from './wall/plugging.ts'
import { steerByAlerts } from './wall/steering.ts'
import { withWallRoom } from './wall/wallRoom.ts'

// The wall in the real application: alerts that steer it, displays that come, go and change, pages that die, one picture across two displays.

const { values } = parseArgs({
  options: {
    alerts: { type: 'string', default: '200' },
    rounds: { type: 'string', default: '50' },
    kills: { type: 'string', default: '20' },
    seconds: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
  },
})
const [alerts, rounds, kills, seconds] = [values.alerts, values.rounds, values.kills, values.seconds].map(Number) as [
  number,
  number,
  number,
  number,
]
const figures: Record<string, number> = { runs: alerts }

if (alerts > 0) Object.assign(figures, await withWallRoom('alerts', [], (room) => steerByAlerts(room, alerts)))
if (rounds > 0) Object.assign(figures, await plugAndUnplug(rounds, Number(values.seed)))
if (kills > 0) Object.assign(figures, await killPages(kills))
if (seconds > 0) Object.assign(figures, await withWallRoom('panorama', [], (room) => panorama(room, seconds)))
console.log(JSON.stringify({ name: 'wall', figures, machine }))
