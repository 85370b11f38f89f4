import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { trustedKeys, type TrustedKey } from '#shared/contract/bundle'
import { problemsIn } from '#shared/contract/problems'

/** Ed25519 key pair of one post; `publicKey` is the raw key in base64. */
export type PostKey = { privateKey: KeyObject; publicKey: string }

export const postKeyFile = (dataFolder: string): string => join(dataFolder, 'bundle.key')
export const trustedKeysFile = (dataFolder: string): string => join(dataFolder, 'bundle-trusted.json')

/** What stands before the raw 32 bytes in the DER form of an Ed25519 public key (RFC 8410). */
const derPrefix = Buffer.from('302a300506032b6570032100', 'hex')

/** The key of this post, made at first use and readable by its owner only. Throws when the file holds something else. */
export function readOrMakePostKey(dataFolder: string): PostKey {
  const file = postKeyFile(dataFolder)
  const found = readIfThere(file)
  const privateKey = found === undefined ? generateKeyPairSync('ed25519').privateKey : keyFrom(found, file)
  if (found === undefined) {
    mkdirSync(dataFolder, { recursive: true })
    writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx' })
  }
  const der = createPublicKey(privateKey).export({ type: 'spki', format: 'der' })
  return { privateKey, publicKey: der.subarray(derPrefix.length).toString('base64') }
}

/** The key behind its raw form in base64, for checking signatures. */
export function verifyingKey(publicKey: string): KeyObject {
  return createPublicKey({ key: Buffer.concat([derPrefix, Buffer.from(publicKey, 'base64')]), format: 'der', type: 'spki' })
}

/** 24 digits that stand for a key, in groups of four: short enough to be read out over the telephone, in any language. */
export function fingerprintOf(publicKey: string): string {
  const digest = createHash('sha256').update(Buffer.from(publicKey, 'base64')).digest('hex')
  const digits = (BigInt(`0x${digest}`) % 10n ** 24n).toString().padStart(24, '0')
  return digits.match(/.{4}/g)?.join('-') ?? digits
}

/** Whether a person wrote this fingerprint, however they grouped its digits. */
export function isFingerprint(written: string, fingerprint: string): boolean {
  return written.replaceAll(/[\s.-]/g, '') === fingerprint.replaceAll('-', '')
}

/** The keys that are believed at this post. Throws an Error that names the file when it is not such a list. */
export function readTrustedKeys(dataFolder: string): TrustedKey[] {
  const file = trustedKeysFile(dataFolder)
  const text = readIfThere(file)
  if (text === undefined) return []
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new Error(`${file}: ${(error as Error).message}`)
  }
  const parsed = trustedKeys.safeParse(value)
  if (!parsed.success) throw new Error(`${file}: ${problemsIn(parsed.error)}`)
  return parsed.data
}

/** Believes one more key from now on. */
export function trustKey(dataFolder: string, key: TrustedKey): void {
  const file = trustedKeysFile(dataFolder)
  const keys = [...readTrustedKeys(dataFolder).filter(({ publicKey }) => publicKey !== key.publicKey), key]
  writeFileSync(`${file}.new`, JSON.stringify(keys, null, 2) + '\n', { mode: 0o600 })
  renameSync(`${file}.new`, file)
}

function keyFrom(pem: string, file: string): KeyObject {
  try {
    const key = createPrivateKey(pem)
    if (key.asymmetricKeyType === 'ed25519') return key
  } catch {
    // Said below, alike for every other content: the library's own words tell an operator nothing.
  }
  throw new Error(`${file}: not an Ed25519 private key; put it aside to have a new one made`)
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
