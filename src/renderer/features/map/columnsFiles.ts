import { decodeColumns, type ColumnsFile } from '#analysis/columns'

/** Fetches a packed columns file of a city's folder. Throws an Error that names what could not be had. */
export async function loadColumns(url: string, signal: AbortSignal): Promise<ColumnsFile> {
  const { body } = await get(url, signal)
  if (body === null) throw new Error(`${url}: empty`)
  const bytes = await new Response(body.pipeThrough(new DecompressionStream('gzip'))).arrayBuffer()
  return decodeColumns(new Uint8Array(bytes))
}

/** Fetches a file of a city's folder. Throws an Error with the address when it is not there. */
export async function get(url: string, signal: AbortSignal): Promise<Response> {
  const response = await fetch(url, { signal })
  if (!response.ok) throw new Error(`${url}: HTTP ${response.status}`)
  return response
}
