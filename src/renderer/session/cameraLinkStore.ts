import { cameraLinkChannel, cameraLinkMessage, type CameraLinkMessage, type LinkedPose } from '#shared/contract/cameraLink'
import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'

/** What is needed of a BroadcastChannel. */
type Channel = Pick<BroadcastChannel, 'postMessage' | 'close' | 'onmessage'>

/** Views of this workstation that look where one of them looks: the desk leads, the wall follows. */
export const useCameraLinkStore = defineStore('cameraLink', () => {
  const isLeading = ref(false)
  /** Where the leading window looks; null while this one looks for itself. */
  const led = shallowRef<LinkedPose | null>(null)
  /** The moment that the leading window looks back at; null for now. */
  const ledAtMs = shallowRef<number | null>(null)
  let channel: Channel | undefined
  let lastAtMs: number | null = null
  let last: LinkedPose | undefined

  /** Joins the other windows; returns how to leave. */
  function join(make: () => Channel = () => new BroadcastChannel(cameraLinkChannel)): () => void {
    channel = make()
    channel.onmessage = ({ data }: MessageEvent<unknown>) => {
      const parsed = cameraLinkMessage.safeParse(data)
      if (parsed.success) take(parsed.data)
    }
    send({ kind: 'ask' })
    return () => {
      stop()
      channel?.close()
      channel = undefined
    }
  }

  function take(message: CameraLinkMessage): void {
    if (message.kind === 'ask') {
      if (!isLeading.value || last === undefined) return
      send({ kind: 'pose', pose: last })
      send({ kind: 'time', shownAtMs: lastAtMs })
    } else if (message.kind === 'end') {
      led.value = null
      ledAtMs.value = null
    } else if (message.kind === 'time') ledAtMs.value = message.shownAtMs
    else {
      // Two leaders would pull each other about: the later one leads.
      isLeading.value = false
      led.value = message.pose
    }
  }

  function send(message: CameraLinkMessage): void {
    channel?.postMessage(message)
  }

  /** Leads from now on, beginning where this window looks. */
  function lead(pose: LinkedPose): void {
    isLeading.value = true
    led.value = null
    ledAtMs.value = null
    tell(pose)
    tellTime(lastAtMs)
  }

  /** Says where this window looks, while it leads. */
  function tell({ target, rangeM, headingDeg, pitchDeg }: LinkedPose): void {
    if (!isLeading.value) return
    last = { target: { lonDeg: target.lonDeg, latDeg: target.latDeg }, rangeM, headingDeg, pitchDeg }
    send({ kind: 'pose', pose: last })
  }

  /** Says which moment this window looks back at, null for now, while it leads. */
  function tellTime(shownAtMs: number | null): void {
    lastAtMs = shownAtMs
    if (isLeading.value) send({ kind: 'time', shownAtMs })
  }

  /** Lets the others look for themselves again. */
  function stop(): void {
    if (!isLeading.value) return
    isLeading.value = false
    send({ kind: 'end' })
  }

  return { isLeading, led, ledAtMs, join, lead, tell, tellTime, stop }
})
