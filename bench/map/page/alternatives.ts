import {
  BufferPoint,
  BufferPointCollection,
  Cartesian3,
  CesiumWidget,
  Color,
  ConstantProperty,
  CustomDataSource,
  DataSourceCollection,
  DataSourceDisplay,
  EllipsoidTerrainProvider,
  JulianDate,
  PointGraphics,
  PointPrimitiveCollection,
  SampledPositionProperty,
  type PointPrimitive,
} from '@cesium/engine'
import type { GeoPoint } from '../../../src/shared/contract/geo.ts'
import { fixesAt, moverCount } from './fleet.ts'
import { marked } from './marked.ts'

const pause = (ms: number) => new Promise<void>((settle) => setTimeout(settle, ms))
const now = () => performance.now()

/** The same movers, once a second and in between, by the ways Cesium offers; the globe is bare, which flatters them. */
export async function measureAlternatives(container: HTMLElement, centre: GeoPoint, seconds: number): Promise<void> {
  container.hidden = false
  container.replaceChildren()
  const widget = new CesiumWidget(container, {
    baseLayer: false,
    terrainProvider: new EllipsoidTerrainProvider(),
    skyBox: false,
    skyAtmosphere: false,
    scene3DOnly: true,
    useDefaultRenderLoop: false,
    requestRenderMode: true,
    msaaSamples: 1,
    creditContainer: document.createElement('div'),
  })
  const { scene } = widget
  widget.resolutionScale = 0.5
  widget.resize()
  scene.camera.setView({
    destination: Cartesian3.fromDegrees(centre.lonDeg, centre.latDeg - 0.02, 2_400),
    orientation: { heading: 0, pitch: -0.7, roll: 0 },
  })
  const render = () => {
    scene.requestRender()
    widget.render()
  }
  for (let frame = 0; frame < 20; frame += 1) {
    render()
    await pause(30)
  }

  // Ten pictures a second, as ours on a software renderer; positions between the last two fixes, one and a half seconds ago.
  async function run(name: string, put: (fixes: ReturnType<typeof fixesAt>) => void, picture: (atMs: number) => void): Promise<void> {
    for (let second = 0; second < seconds + 2; second += 1) {
      const fixes = fixesAt(centre, Date.now())
      // The first two seconds are for the compiler.
      const mark = second < 2 ? 'warmUp' : name
      marked(`${mark}Put`, () => put(fixes))
      const until = now() + 1_000
      while (now() < until) {
        const frameStartedMs = now()
        marked(mark, () => picture(Date.now() - 1_500))
        await pause(Math.max(10, 100 - (now() - frameStartedMs)))
      }
    }
  }

  function between(
    store: { from: Float64Array; until: Float64Array; fromMs: number; untilMs: number },
    atMs: number,
    set: (row: number, position: Cartesian3) => void,
  ): void {
    const share = Math.min(1, Math.max(0, (atMs - store.fromMs) / Math.max(1, store.untilMs - store.fromMs)))
    const position = new Cartesian3()
    for (let row = 0; row < moverCount; row += 1) {
      position.x = store.from[row * 3]! + (store.until[row * 3]! - store.from[row * 3]!) * share
      position.y = store.from[row * 3 + 1]! + (store.until[row * 3 + 1]! - store.from[row * 3 + 1]!) * share
      position.z = store.from[row * 3 + 2]! + (store.until[row * 3 + 2]! - store.from[row * 3 + 2]!) * share
      set(row, position)
    }
  }
  const fleetStore = () => ({ from: new Float64Array(moverCount * 3), until: new Float64Array(moverCount * 3), fromMs: 0, untilMs: 0 })
  function take(store: ReturnType<typeof fleetStore>, fixes: ReturnType<typeof fixesAt>): void {
    store.from.set(store.until)
    store.fromMs = store.untilMs
    store.untilMs = fixes[0]!.atMs
    const position = new Cartesian3()
    for (const [row, { lonDeg, latDeg }] of fixes.entries())
      Cartesian3.pack(Cartesian3.fromDegrees(lonDeg, latDeg, 1, undefined, position), store.until as never, row * 3)
  }

  const pointStore = fleetStore()
  const points = scene.primitives.add(new PointPrimitiveCollection()) as PointPrimitiveCollection
  const marks: PointPrimitive[] = Array.from(
    { length: moverCount },
    () => points.add({ pixelSize: 6, color: Color.WHITE }) as PointPrimitive,
  )
  await run(
    'point',
    (fixes) => take(pointStore, fixes),
    (atMs) => {
      between(pointStore, atMs, (row, position) => (marks[row]!.position = position))
      render()
    },
  )
  scene.primitives.remove(points)

  const bufferStore = fleetStore()
  const buffer = scene.primitives.add(new BufferPointCollection({ primitiveCountMax: moverCount })) as BufferPointCollection
  const handle = new BufferPoint()
  for (let row = 0; row < moverCount; row += 1)
    buffer.add({ position: Cartesian3.fromDegrees(centre.lonDeg, centre.latDeg) } as never, handle)
  await run(
    'buffer',
    (fixes) => take(bufferStore, fixes),
    (atMs) => {
      between(bufferStore, atMs, (row, position) => {
        buffer.get(row, handle)
        handle.setPosition(position)
      })
      render()
    },
  )
  scene.primitives.remove(buffer)

  const sources = new DataSourceCollection()
  const source = new CustomDataSource('movers')
  await sources.add(source)
  const display = new DataSourceDisplay({ scene, dataSourceCollection: sources })
  const tracks: SampledPositionProperty[] = []
  for (let row = 0; row < moverCount; row += 1) {
    const track = new SampledPositionProperty()
    tracks.push(track)
    source.entities.add({
      position: track,
      point: new PointGraphics({ pixelSize: new ConstantProperty(6), color: new ConstantProperty(Color.WHITE) }),
    })
  }
  await run(
    'entity',
    (fixes) => {
      const time = JulianDate.fromDate(new Date(fixes[0]!.atMs))
      for (const [row, { lonDeg, latDeg }] of fixes.entries()) tracks[row]!.addSample(time, Cartesian3.fromDegrees(lonDeg, latDeg, 1))
    },
    (atMs) => {
      display.update(JulianDate.fromDate(new Date(atMs)))
      render()
    },
  )
  display.destroy()
  widget.destroy()
}
