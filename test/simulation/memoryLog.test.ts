import { randomUUID } from 'node:crypto'
import { eventLogContract } from '#test/contract/eventLogContract'
import { emptyLogDisk, openMemoryLog } from './memoryLog'

eventLogContract('memory, for the simulation', () => {
  const disk = emptyLogDisk(randomUUID())
  return Promise.resolve({
    open: (now) => Promise.resolve(openMemoryLog(disk, now)),
    remove: () => Promise.resolve(),
  })
})
