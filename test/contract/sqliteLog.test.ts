import { openSqliteLog } from '#gateway/log/sqliteLog'
import { testFolder } from '#test/line/roomInOneProcess'
import { eventLogContract } from './eventLogContract'

eventLogContract('SQLite', () => {
  const folder = testFolder('event-log')
  return Promise.resolve({
    open(now) {
      const opened = openSqliteLog({ file: folder.at('log.sqlite'), now })
      return opened.ok ? Promise.resolve(opened.log) : Promise.reject(new Error(opened.detail))
    },
    remove: () => Promise.resolve(folder.remove()),
  })
})
