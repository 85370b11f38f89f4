import { contextBridge, ipcRenderer } from 'electron'
import { callChannel, portMessageType, pushChannel } from '#shared/contract/channels'
import type { RoomBridge } from '#shared/contract/ipc'

const bridge: RoomBridge = {
  call: (name, input) => ipcRenderer.invoke(callChannel, name, input),
  onPush(listener) {
    const forward = (_event: unknown, name: Parameters<typeof listener>[0], payload: Parameters<typeof listener>[1]): void =>
      listener(name, payload)
    ipcRenderer.on(pushChannel, forward)
    return () => void ipcRenderer.off(pushChannel, forward)
  },
}

// A port cannot pass through the context bridge; it goes to the page as a message of its own origin.
ipcRenderer.on(portMessageType, (event) => window.postMessage({ type: portMessageType }, location.origin, [...event.ports]))

contextBridge.exposeInMainWorld('room', bridge)
