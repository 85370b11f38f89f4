import { copyFileSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readRuntime, sqliteNativeFile } from '../environment.mjs'

/**
 * What the packager calls on the unpacked folder before it sets the fuses. Default export: the packager asks for one.
 * @param {{ appOutDir: string, electronPlatformName: string }} context
 */
export default async function afterPack({ appOutDir, electronPlatformName }) {
  const resources = join(appOutDir, 'resources')
  // Only of use for starting a folder, which the packaged application must not do.
  rmSync(join(resources, 'default_app.asar'), { force: true })
  const runtime = readRuntime()
  if (electronPlatformName !== 'linux' || runtime?.kind !== 'evaluation') return
  writeFileSync(join(resources, 'EVALUATION.txt'), evaluationText(runtime.version))
  if (!existsSync(sqliteNativeFile)) throw new Error(`${sqliteNativeFile} is missing: run npm run setup`)
  mkdirSync(join(resources, 'native'), { recursive: true })
  copyFileSync(sqliteNativeFile, join(resources, 'native', 'better_sqlite3.node'))
}

/** @param {string} version */
function evaluationText(version) {
  return `Bản dùng thử, không dùng để vận hành: Electron ${version} đã hết hạn hỗ trợ và không còn được vá lỗi bảo mật.
Evaluation build, not for operation: Electron ${version} is past its end of life and gets no more security fixes.
`
}
