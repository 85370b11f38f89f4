import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  watch,
  writeFileSync,
  appendFileSync,
  renameSync,
  mkdirSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fail, succeed } from '#shared/contract/result'
import { watchFolder, type FileOutcome, type WatchedFolder } from './watchedFolder'

const timing = { settledMs: 20, patienceMs: 150, rescanMs: 60_000 }
let root: string
let folder: string
let watched: WatchedFolder | undefined
let delivered: string[]
let refused: string[]
let trouble: unknown[]
let outcome: (text: string) => FileOutcome | Promise<FileOutcome>

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'watched-folder-'))
  folder = join(root, 'in')
  delivered = []
  refused = []
  trouble = []
  outcome = () => ({ kind: 'accepted' })
})
afterEach(async () => {
  await watched?.stop()
  watched = undefined
  rmSync(root, { recursive: true, force: true })
})

/** Reads a text as a message when it ends in a full stop. */
async function start(change: Partial<typeof timing> = {}): Promise<void> {
  watched = await watchFolder<string>({
    folder,
    maximumBytes: 100,
    read: (bytes) => (bytes.toString().endsWith('.') ? succeed(bytes.toString()) : fail('invalid', `unfinished: ${bytes.toString()}`)),
    deliver: async (text) => {
      delivered.push(text)
      return outcome(text)
    },
    onRefused: (name) => refused.push(name),
    onTrouble: (error) => trouble.push(error),
    timing: { ...timing, ...change },
  })
}
const put = (name: string, text: string): void => writeFileSync(join(folder, name), text)

/** Resolves when a file exists. */
function appears(file: string): Promise<void> {
  return new Promise((resolve) => {
    const watcher = watch(dirname(file), look)
    function look(): void {
      if (!existsSync(file)) return
      watcher.close()
      resolve()
    }
    look()
  })
}
const accepted = (name: string): Promise<void> => appears(join(folder, 'accepted', name))
const refusal = (name: string): Promise<void> => appears(join(folder, 'refused', name))

describe('watchFolder', () => {
  it('makes the folder, and moves a message that was accepted', async () => {
    await start()
    put('one.xml', 'one.')
    await accepted('one.xml')
    expect([delivered, readdirSync(folder).toSorted()]).toEqual([['one.'], ['accepted', 'refused']])
    expect(readFileSync(join(folder, 'accepted', 'one.xml'), 'utf8')).toBe('one.')
  })

  it('takes what was there before it started, oldest first, and leaves other files alone', async () => {
    mkdirSync(folder)
    for (const [name, age] of [
      ['b.xml', 30],
      ['a.cap', 10],
      ['c.XML', 20],
    ] as const) {
      put(name, `${name}.`)
      utimesSync(join(folder, name), Date.now() / 1_000 - age, Date.now() / 1_000 - age)
    }
    put('notes.txt', 'x.')
    put('.hidden.xml', 'x.')
    await start()
    await accepted('a.cap')
    expect(delivered).toEqual(['b.xml.', 'c.XML.', 'a.cap.'])
    expect(readdirSync(folder)).toEqual(expect.arrayContaining(['notes.txt', '.hidden.xml']))
  })

  it('waits for a slow writer', async () => {
    await start({ patienceMs: 60_000 })
    // First in line, so it has been looked at when the second is taken.
    put('1-slow.xml', 'half')
    put('2-other.xml', 'done.')
    await accepted('2-other.xml')
    expect([delivered, refused]).toEqual([['done.'], []])
    appendFileSync(join(folder, '1-slow.xml'), ' and half.')
    await accepted('1-slow.xml')
    expect(delivered).toEqual(['done.', 'half and half.'])
  })

  it('takes a file that was renamed into place', async () => {
    await start()
    put('message.part', 'whole.')
    renameSync(join(folder, 'message.part'), join(folder, 'message.xml'))
    await accepted('message.xml')
    expect(delivered).toEqual(['whole.'])
  })

  it('refuses what cannot be read, once, with the reason beside it', async () => {
    await start()
    put('bad.xml', 'bad')
    await refusal('bad.xml')
    expect(readFileSync(join(folder, 'refused', 'bad.xml.reason.txt'), 'utf8')).toBe('unfinished: bad\n')
    expect([refused, delivered]).toEqual([['bad.xml'], []])
  })

  it('refuses what the room refuses, without counting it a second time', async () => {
    outcome = () => ({ kind: 'refused', failure: { code: 'not-found', message: 'nothing to cancel' } })
    await start()
    put('cancel.xml', 'cancel.')
    await refusal('cancel.xml')
    expect(readFileSync(join(folder, 'refused', 'cancel.xml.reason.txt'), 'utf8')).toBe('nothing to cancel\n')
    expect(refused).toEqual([])
  })

  it('refuses a file that is too large without reading it', async () => {
    await start()
    put('large.xml', 'x'.repeat(101))
    await refusal('large.xml')
    expect(readFileSync(join(folder, 'refused', 'large.xml.reason.txt'), 'utf8')).toBe('the file has 101 bytes, the limit is 100\n')
  })

  it('keeps what could not be written down, and offers it again', async () => {
    outcome = () => ({ kind: delivered.length < 3 ? 'later' : 'accepted' })
    await start({ rescanMs: 30 })
    put('keep.xml', 'keep.')
    await accepted('keep.xml')
    expect(delivered).toEqual(['keep.', 'keep.', 'keep.'])
  })

  it('never writes over an earlier file of the same name', async () => {
    await start()
    put('same.xml', 'first.')
    await accepted('same.xml')
    put('same.xml', 'second.')
    await accepted('same.2.xml')
    expect(readFileSync(join(folder, 'accepted', 'same.xml'), 'utf8')).toBe('first.')
    expect(readFileSync(join(folder, 'accepted', 'same.2.xml'), 'utf8')).toBe('second.')
  })

  it('does not follow a link out of the folder', async () => {
    mkdirSync(folder)
    const secret = join(root, 'secret.xml')
    // As long as the link itself, so that nothing but its kind tells the two apart.
    writeFileSync(secret, `${'s'.repeat(secret.length - 1)}.`)
    symlinkSync(secret, join(folder, '1-link.xml'))
    await start()
    put('2-plain.xml', 'plain.')
    await accepted('2-plain.xml')
    expect(delivered).toEqual(['plain.'])
  })

  it('handles nothing twice and loses nothing when many arrive at once', async () => {
    await start()
    const names = Array.from({ length: 60 }, (_each, index) => `${String(index).padStart(2, '0')}.xml`)
    for (const name of names) put(name, `${name}.`)
    await Promise.all(names.map(accepted))
    expect(delivered.toSorted()).toEqual(names.map((name) => `${name}.`))
  })

  it('finishes the file in hand before it stops, and takes no more', async () => {
    let began = (): void => undefined
    let finish = (): void => undefined
    const begun = new Promise<void>((resolve) => (began = resolve))
    outcome = () => {
      began()
      return new Promise((resolve) => (finish = () => resolve({ kind: 'accepted' })))
    }
    await start()
    put('a.xml', 'a.')
    await begun
    put('b.xml', 'b.')
    const stopped = watched!.stop()
    finish()
    await stopped
    expect([delivered, existsSync(join(folder, 'accepted', 'a.xml')), existsSync(join(folder, 'b.xml'))]).toEqual([['a.'], true, true])
  })
})
