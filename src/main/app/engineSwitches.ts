import { existsSync } from 'node:fs'
import type { CommandLine } from 'electron'

/** Tells the browser engine what this product needs of it; before the application is ready, or it has no effect. */
export function setEngineSwitches(commandLine: CommandLine): void {
  // Without a GPU the city is drawn in software, and a graphics process that died must not take the room with it.
  commandLine.appendSwitch('enable-unsafe-swiftshader')
  commandLine.appendSwitch('disable-gpu-process-crash-limit')
  // A page that asks for a font waits for a thread of the engine's pool; on two cores compilers in the background can hold all of
  // them, and they wait in turn for the page to collect garbage. Decision 0016.
  commandLine.appendSwitch('js-flags', '--no-concurrent-sparkplug --concurrent-maglev-max-threads=1')
  // Where the system shows no graphics card, trying one first costs a graphics process that dies. The windows themselves are then put
  // together without that process too: it has enough to do with drawing the city.
  if (process.platform === 'linux' && !existsSync('/dev/dri') && !commandLine.hasSwitch('use-angle')) {
    commandLine.appendSwitch('use-gl', 'angle')
    commandLine.appendSwitch('use-angle', 'swiftshader')
    commandLine.appendSwitch('disable-gpu-compositing')
  }
}
