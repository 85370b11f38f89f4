/** The part of the Khronos validator that tests and benchmarks use; the package has no types of its own. */
declare module 'gltf-validator' {
  export function validateBytes(
    data: Uint8Array,
    options?: { maxIssues?: number },
  ): Promise<{ issues: { numErrors: number; numWarnings: number; messages: { code: string; message: string; severity: number }[] } }>
}
