import type { CityManifest } from '#shared/contract/city'
import type { camerasFile, CityCamera } from '#shared/contract/cityParts'
import type { z } from 'zod'
import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { streetsOf, type Streets } from './cameraMap'

/** The cameras that a city names, and the streets around them. Read once a window, and only where somebody shows a camera. */
export const useCamerasStore = defineStore('cameras', () => {
  /** Undefined until the list was read. */
  const cameras = shallowRef<readonly CityCamera[]>()
  /** Undefined where the city has no roads, or they could not be read: a camera is shown without streets then. */
  const streets = shallowRef<Streets>()
  /** Why the list could not be read. */
  const failure = shallowRef<string>()
  let reading: Promise<void> | undefined

  /** Reads the list, and the streets when asked for; a list that is there is not read again. */
  function load(folder: string, files: CityManifest['files'], withStreets: boolean): Promise<void> {
    reading ??= readCameras(folder, files).finally(() => {
      if (failure.value !== undefined) reading = undefined
    })
    if (withStreets && streets.value === undefined) void readStreets(folder, files)
    return reading
  }

  async function readCameras(folder: string, files: CityManifest['files']): Promise<void> {
    failure.value = undefined
    try {
      if (files.cameras === undefined) cameras.value = []
      else cameras.value = ((await (await fetched(folder, files.cameras)).json()) as z.infer<typeof camerasFile>).cameras
    } catch (error) {
      failure.value = error instanceof Error ? error.message : String(error)
    }
  }

  let isReadingStreets = false
  async function readStreets(folder: string, files: CityManifest['files']): Promise<void> {
    if (files.roads === undefined || isReadingStreets) return
    isReadingStreets = true
    try {
      const { body } = await fetched(folder, files.roads)
      if (body === null) return
      const unpacked = new Response(files.roads.endsWith('.gz') ? body.pipeThrough(new DecompressionStream('gzip')) : body)
      // Apart, so that a window without cameras does not carry what reads columns.
      const { decodeColumns } = await import('#analysis/columns')
      streets.value = streetsOf(decodeColumns(new Uint8Array(await unpacked.arrayBuffer())).columns)
    } catch (error) {
      console.error('cameras: the streets around them could not be read:', error)
    }
  }

  return { cameras, streets, failure, load }
})

async function fetched(folder: string, path: string): Promise<Response> {
  const response = await fetch(`${folder.replace(/\/?$/, '/')}${path}`)
  if (!response.ok) throw new Error(`${path}: HTTP ${response.status}`)
  return response
}
