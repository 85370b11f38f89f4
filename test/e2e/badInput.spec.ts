import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import Database from 'better-sqlite3'
import { buildCap } from '../builders/capBuilder'
import { inletOf, postCap, ready, removeFolder, spawnRoom, startRoom, temporaryFolder, withWall, type Room } from './room'

async function inRoom(prepare: (data: string) => string[] | void, work: (room: Room) => Promise<void>): Promise<void> {
  await withWall(1, async (wall) => {
    const data = temporaryFolder('bad-input')
    const more = prepare(data) ?? []
    const room = await startRoom({ wall, data, arguments: ['--lang=en', ...more] })
    try {
      await work(room)
    } finally {
      await room.close()
      removeFolder(data)
    }
  })
}

function openDatabase(file: string): Database.Database {
  const native = process.env['SQLITE_NATIVE']
  return new Database(file, native === undefined ? {} : { nativeBinding: native })
}

const noticeOf = async (room: Room, code: string) => (await ready(await room.desk())).locator(`[data-notice="${code}"]`)

test('a cache that is not a database is moved aside, said, and filled again from the gateway', async () => {
  await inRoom(
    (data) => {
      mkdirSync(join(data, 'station'), { recursive: true })
      writeFileSync(join(data, 'station', 'cache.sqlite'), 'this is not a database, but somebody’s shopping list\n'.repeat(200))
    },
    async (room) => {
      const notice = await noticeOf(room, 'cache-not-a-database')
      await expect(notice).toContainText(join(room.data, 'station', 'cache.sqlite'))
      const moved = readdirSync(join(room.data, 'station')).find((name) => name.includes('.broken-')) ?? ''
      expect(readFileSync(join(room.data, 'station', moved), 'utf8')).toContain('shopping list')
      const answer = await postCap(await inletOf(room), buildCap({ identifier: 'after-broken-cache' }))
      expect(answer.status).toBe(201)
      await expect((await room.desk()).locator('li[data-alert-id]')).toHaveCount(1)
    },
  )
})

for (const [part, file] of [
  ['cache', join('station', 'cache.sqlite')],
  ['outbox', join('station', 'outbox.sqlite')],
  ['gateway-log', join('gateway', 'log.sqlite')],
] as const) {
  test(`a ${part} of a newer version is left as it is, and said`, async () => {
    await inRoom(
      (data) => {
        mkdirSync(join(data, file, '..'), { recursive: true })
        const database = openDatabase(join(data, file))
        database.exec('CREATE TABLE from_the_future (x); PRAGMA user_version = 999')
        database.close()
      },
      async (room) => {
        await expect(await noticeOf(room, `${part}-future-schema`)).toContainText(join(room.data, file))
        const database = openDatabase(join(room.data, file))
        expect(database.pragma('user_version', { simple: true })).toBe(999)
        expect(database.prepare('SELECT count(*) AS n FROM sqlite_schema').get()).toEqual({ n: 1 })
        database.close()
      },
    )
  })
}

test('a gateway log that is not a database is never replaced: the desk says where it is', async () => {
  await inRoom(
    (data) => {
      mkdirSync(join(data, 'gateway'), { recursive: true })
      writeFileSync(join(data, 'gateway', 'log.sqlite'), 'x'.repeat(10_000))
    },
    async (room) => {
      await expect(await noticeOf(room, 'gateway-log-not-a-database')).toContainText(join(room.data, 'gateway', 'log.sqlite'))
      expect(readFileSync(join(room.data, 'gateway', 'log.sqlite'), 'utf8')).toBe('x'.repeat(10_000))
    },
  )
})

test('a busy port: the gateway takes another one and the desk says which', async () => {
  const other = createServer()
  await new Promise<void>((settle) => other.listen(0, '127.0.0.1', settle))
  const { port } = other.address() as AddressInfo
  try {
    await inRoom(
      () => [`--port=${port}`],
      async (room) => {
        await expect(await noticeOf(room, 'gateway-port-busy')).toContainText(String(port))
        const inlet = await inletOf(room)
        expect(inlet.url).not.toContain(`:${port}`)
        expect((await postCap(inlet, buildCap())).status).toBe(201)
      },
    )
  } finally {
    other.close()
  }
})

test('a data folder that cannot be written: one window says what and where, the exit code says the same', async () => {
  await withWall(1, async (wall) => {
    const folder = temporaryFolder('unwritable')
    const file = join(folder, 'a-file')
    writeFileSync(file, '')
    const data = join(file, 'room')
    const room = await startRoom({ wall, data, arguments: ['--lang=en'] })
    await expect((await ready(await room.app.firstWindow())).locator('body')).toContainText(data)
    await room.close()

    // Without the debugger of the line above, which keeps a process that wants to end.
    const plain = spawnRoom(wall, data)
    await plain.print('data-folder-unwritable')
    plain.process.kill('SIGTERM')
    expect(await plain.ended).toBe(73)
    removeFolder(folder)
  })
})

test('a second instance with the same data folder ends with a sentence; the first stays', async () => {
  await withWall(1, async (wall) => {
    const data = temporaryFolder('second')
    const room = await startRoom({ wall, data })
    try {
      await ready(await room.desk())
      const second = spawnRoom(wall, data)
      expect(await second.ended).toBe(75)
      expect(second.printed()).toContain(`already running with the data folder ${data}`)
      expect(await (await room.desk()).evaluate(() => document.documentElement.dataset['ready'])).toBe('true')
    } finally {
      await room.close()
      removeFolder(data)
    }
  })
})

test('what is posted badly is refused with a reason, counted on the desk, and loses nothing; markup in a text stays text', async () => {
  await inRoom(
    () => undefined,
    async (room) => {
      const inlet = await inletOf(room)
      const desk = await ready(await room.desk())
      const reasons: [string, number, string][] = []
      const tryPost = async (name: string, body: string | Buffer, token = inlet.token): Promise<void> => {
        const answer = await postCap({ ...inlet, token }, body)
        const { failure } = (await answer.json()) as { failure: { code: string; message: string } }
        reasons.push([name, answer.status, failure.code])
        expect(failure.message.length).toBeGreaterThan(10)
      }
      await tryPost('not xml', 'this is not XML')
      await tryPost('no fields', '<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"></alert>')
      await tryPost('external entity', `<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>${buildCap()}`)
      await tryPost('wrong token', buildCap(), 'not-the-token')
      await tryPost('too large', Buffer.alloc(50_000_000, 'a'))
      expect(reasons).toEqual([
        ['not xml', 422, 'invalid'],
        ['no fields', 422, 'invalid'],
        ['external entity', 422, 'invalid'],
        ['wrong token', 401, 'unauthorised'],
        ['too large', 413, 'too-large'],
      ])

      const headline = '<img src=x onerror="window.hacked=1"><b>Ngập</b> {{ 1 + 1 }}'
      expect((await postCap(inlet, buildCap({ identifier: 'markup', headline }))).status).toBe(201)
      const row = desk.locator('li[data-alert-id]')
      await expect(row).toContainText(headline)
      await row.locator('button').click()
      await expect(desk.locator('article[data-alert-id]')).toContainText(headline)
      expect(
        await desk.evaluate(() => [(window as unknown as { hacked?: number }).hacked, document.querySelector('img[src="x"]')]),
      ).toEqual([undefined, null])
      await expect(desk.locator('[data-rejected]')).toHaveAttribute('data-rejected', '5', { timeout: 10_000 })
      expect(existsSync(join(room.data, 'gateway', 'log.sqlite'))).toBe(true)
    },
  )
})
