import type { Notice } from '#shared/contract/stationPort'

/** What main has to say to the people at this station; every window shows it until somebody dismisses it. */
export type NoticeBoard = {
  add(code: Notice['code'], level: Notice['level'], details: Notice['details']): void
  dismiss(id: string): void
  /** It is so no longer. */
  withdraw(code: Notice['code']): void
  all(): Notice[]
}

export function createNoticeBoard(now: () => number, onChange: (notices: Notice[]) => void): NoticeBoard {
  let notices: Notice[] = []
  return {
    add(code, level, details) {
      const atMs = now()
      notices = [...notices.filter((notice) => notice.code !== code), { id: `main:${code}:${atMs}`, atMs, level, code, details }]
      console.error(`room: ${level}: ${code}: ${JSON.stringify(details)}`)
      onChange(notices)
    },
    dismiss(id) {
      notices = notices.filter((notice) => notice.id !== id)
      onChange(notices)
    },
    withdraw(code) {
      if (!notices.some((notice) => notice.code === code)) return
      notices = notices.filter((notice) => notice.code !== code)
      onChange(notices)
    },
    all: () => notices,
  }
}
