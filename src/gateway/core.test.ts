import { expect, test } from 'vitest'
import { buildAlertType } from '#test/builders/alertTypeBuilder'
import { emptyLogDisk, openMemoryLog } from '#test/simulation/memoryLog'
import { createGatewayCore } from './core'

const types = [buildAlertType()]

test('a city’s alert types are written into the log once an edition, however often the gateway starts', async () => {
  const disk = emptyLogDisk('epoch-of-a-test')
  const start = async (edition: string) => {
    const log = openMemoryLog(disk, () => 1_000)
    const core = await createGatewayCore({
      log,
      gauges: new Map(),
      gateway: { name: '', version: '', cityId: '' },
      now: () => 1_000,
      onTrouble: (error) => expect.unreachable(String(error)),
      alertTypes: { schema: 1, edition, types },
    })
    const { alertTypes } = core.model.room()
    core.close()
    log.close()
    return alertTypes
  }
  expect(await start('1')).toEqual(await start('1'))
  expect((await start('2'))?.edition).toBe('2')
  expect(disk.facts.map(({ fact: { type, payload } }) => [type, 'edition' in payload ? payload.edition : null])).toEqual([
    ['alert-types.shipped', '1'],
    ['alert-types.shipped', '2'],
  ])
})
