import { sign, verify } from 'node:crypto'
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { testFolder } from '#test/builders/folderBuilder'
import {
  fingerprintOf,
  isFingerprint,
  postKeyFile,
  readOrMakePostKey,
  readTrustedKeys,
  trustKey,
  trustedKeysFile,
  verifyingKey,
} from './bundleKeys'

let folder: ReturnType<typeof testFolder>
beforeEach(() => (folder = testFolder('bundle-keys')))
afterEach(() => folder.remove())

test('a post has one key, made at first use and readable by its owner only', () => {
  const first = readOrMakePostKey(folder.path)
  expect(readOrMakePostKey(folder.path).publicKey).toBe(first.publicKey)
  expect(statSync(postKeyFile(folder.path)).mode & 0o777).toBe(0o600)
  rmSync(postKeyFile(folder.path))
  expect(readOrMakePostKey(folder.path).publicKey).not.toBe(first.publicKey)
})

test('what the key signed is told from what it did not sign by its raw form alone', () => {
  const key = readOrMakePostKey(folder.path)
  const signature = sign(null, Buffer.from('Đông Hà'), key.privateKey)
  const holds = (text: string): boolean => verify(null, Buffer.from(text), verifyingKey(key.publicKey), signature)
  expect([holds('Đông Hà'), holds('Dong Ha')]).toEqual([true, false])
})

test('a key file that holds no such key is named, and left as it is', () => {
  writeFileSync(postKeyFile(folder.path), 'not a key')
  expect(() => readOrMakePostKey(folder.path)).toThrow(postKeyFile(folder.path))
  expect(readFileSync(postKeyFile(folder.path), 'utf8')).toBe('not a key')
})

test('a fingerprint is 24 digits in groups, the same for the same key, taken however a person groups them', () => {
  const fingerprint = fingerprintOf(Buffer.alloc(32, 7).toString('base64'))
  expect(fingerprint).toMatch(/^\d{4}(-\d{4}){5}$/)
  expect(fingerprintOf(Buffer.alloc(32, 7).toString('base64'))).toBe(fingerprint)
  expect(fingerprintOf(Buffer.alloc(32, 8).toString('base64'))).not.toBe(fingerprint)
  expect(isFingerprint(` ${fingerprint.replaceAll('-', ' ')} `, fingerprint)).toBe(true)
  expect(isFingerprint(fingerprint.slice(0, -1), fingerprint)).toBe(false)
  expect(isFingerprint('', fingerprint)).toBe(false)
})

test('believed keys are kept once each, by their newest name', () => {
  const publicKey = Buffer.alloc(32, 7).toString('base64')
  const key = { fingerprint: fingerprintOf(publicKey), publicKey, post: 'Triệu Phong', trustedAtMs: 1 }
  expect(readTrustedKeys(folder.path)).toEqual([])
  trustKey(folder.path, key)
  trustKey(folder.path, { ...key, post: 'Cam Lộ' })
  expect(readTrustedKeys(folder.path)).toEqual([{ ...key, post: 'Cam Lộ' }])
})

test.each(['{', '[{"publicKey":"x"}]'])('a list of keys that is none is named: %s', (text) => {
  writeFileSync(trustedKeysFile(folder.path), text)
  expect(() => readTrustedKeys(folder.path)).toThrow(trustedKeysFile(folder.path))
})
