import type { LinkedPose } from '#shared/contract/cameraLink'
import type { SavedViewpointState } from '#shared/contract/savedViewpoint'
import { useCameraLinkStore } from '#session/cameraLinkStore'
import { useConnectionStore } from '#session/connectionStore'
import { usePositionsStore } from '#session/positionsStore'
import { useRoomStore } from '#session/roomStore'
import { useWindowStore } from '#session/windowStore'
import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import { entryAfter, viewpointEntries, type ViewpointEntry } from './viewpointEntries'

/** Where this window's camera is wanted, and what keeps moving it: a tour, or a unit that is followed. The hand ends both. */
export const useViewpointsStore = defineStore('viewpoints', () => {
  const view = useWindowStore()
  const room = useRoomStore()
  const connection = useConnectionStore()
  const positions = usePositionsStore()
  const link = useCameraLinkStore()

  const saved = computed(() => room.room.viewpoints ?? [])
  const entries = computed(() => viewpointEntries(view.description?.city ?? null, saved.value, view.description?.language ?? 'vi'))
  /** Names that are on their way to the gateway. */
  const waiting = computed(() =>
    [...connection.outbox.values()].flatMap((entry) =>
      entry.type === 'viewpoint.save' && entry.state === 'waiting' ? [entry.input.viewpoint.name] : [],
    ),
  )
  /** What the camera is to show next: a new object each time. */
  const wanted = shallowRef<{ pose: LinkedPose }>()
  const current = shallowRef<LinkedPose>()
  const touring = shallowRef<ViewpointEntry>()
  const followed = ref('')
  let timer: ReturnType<typeof setTimeout> | undefined

  /** Notes where the camera stands; `byHand` when it was moved by anybody but us. */
  function take(pose: LinkedPose, byHand: boolean): void {
    const before = current.value
    current.value = pose
    link.tell(pose)
    if (!byHand) return
    stopTour()
    // Nearer, farther or around it is still following; away from it is not.
    if (followed.value !== '' && before !== undefined && !isSamePlace(before, pose)) followed.value = ''
  }

  function show(entry: ViewpointEntry): void {
    stopTour()
    followed.value = ''
    wanted.value = { pose: entry.pose }
  }

  function startTour(everyS: number): void {
    followed.value = ''
    const next = (): void => {
      const entry = entryAfter(entries.value, touring.value?.id)
      if (entry === undefined) return stopTour()
      touring.value = entry
      wanted.value = { pose: entry.pose }
      timer = setTimeout(next, everyS * 1_000)
    }
    clearTimeout(timer)
    next()
  }

  function stopTour(): void {
    clearTimeout(timer)
    touring.value = undefined
  }

  /** Keeps the camera over a unit; the empty id follows nobody. */
  function follow(id: string): void {
    stopTour()
    followed.value = id
    moveTo(id)
  }

  function moveTo(id: string): void {
    const unit = positions.everyone().find((each) => each.id === id)
    if (unit === undefined || current.value === undefined) return
    wanted.value = { pose: { ...current.value, target: { lonDeg: unit.place.lonDeg, latDeg: unit.place.latDeg } } }
  }
  watch(
    () => positions.latest,
    (batch) => {
      if (followed.value !== '' && batch.some(({ id }) => id === followed.value)) moveTo(followed.value)
    },
  )

  /** Asks for what is shown now to be kept under this name, in the place of what has the name already. */
  function save(name: string): void {
    const pose = current.value
    if (pose === undefined) return
    const known = saved.value.find(({ viewpoint }) => viewpoint.name === name)
    const id = known?.viewpoint.id ?? `vp-${crypto.randomUUID()}`
    const { target, rangeM, headingDeg, pitchDeg } = pose
    // The contract of viewpoints has a least distance and looks down.
    const viewpoint = { id, name, target, rangeM: Math.max(50, rangeM), headingDeg, pitchDeg: Math.min(-5, pitchDeg) }
    connection.ask({ type: 'viewpoint.save', input: { id, viewpoint, expectedVersion: known?.version ?? 0 } })
  }

  function remove({ viewpoint, version }: SavedViewpointState): void {
    connection.ask({ type: 'viewpoint.remove', input: { id: viewpoint.id, expectedVersion: version } })
  }

  /** Whether the wall looks where this window looks. */
  function setLinked(isLinked: boolean): void {
    if (!isLinked) link.stop()
    else if (current.value !== undefined) link.lead(current.value)
  }

  return {
    saved,
    entries,
    waiting,
    wanted,
    current,
    touring,
    followed,
    take,
    show,
    startTour,
    stopTour,
    follow,
    save,
    remove,
    setLinked,
  }
})

function isSamePlace(a: LinkedPose, b: LinkedPose): boolean {
  return Math.abs(a.target.lonDeg - b.target.lonDeg) < 1e-7 && Math.abs(a.target.latDeg - b.target.latDeg) < 1e-7
}
