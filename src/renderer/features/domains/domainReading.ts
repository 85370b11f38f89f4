/** One measured value as the page of a domain writes it; `value` null while no source has sent one. */
export type DomainReading = {
  id: string
  name: string
  /** With its unit. */
  value: string | null
  words: string
  observedAtMs: number
  simulated: boolean
  limitMs: number
  source: string
}
