import { openSqliteLog } from '#gateway/log/sqliteLog'
import { testFolder } from '#test/builders/folderBuilder'
import { eventLogContract } from './eventLogContract'
import { logKeepingContract } from './logKeepingContract'

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

logKeepingContract('SQLite', () => {
  const folder = testFolder('log-keeping')
  return {
    open(now) {
      const opened = openSqliteLog({ file: folder.at('log.sqlite'), now })
      if (!opened.ok) throw new Error(opened.detail)
      return opened
    },
    remove: () => folder.remove(),
  }
})
