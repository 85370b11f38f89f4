import { buildAlertState, builtAtMs } from '#test/builders/alertBuilder'
import { mountInWindow } from '#test/builders/mountBuilder'
import { expect, it } from 'vitest'
import { createFormats } from '#i18n/formats'
import LifeFacts from './LifeFacts.vue'
import { lifeLines } from './lifeLines'

const by = { atMs: builtAtMs, by: 'Lan' }
const linesOf = (changes: Parameters<typeof buildAlertState>[0]) =>
  mountInWindow(LifeFacts, { props: { state: buildAlertState(changes) } })
    .findAll('[data-life]')
    .map((line) => [line.attributes('data-life'), line.text()])

it('says who shelved it until when and why, and who has looked', () => {
  expect(
    linesOf({
      shelved: { ...by, untilMs: builtAtMs + 600_000, reason: 'chờ đội' },
      seen: [{ ...by, byId: '1', version: 1 }],
    }),
  ).toEqual([
    ['shelved', 'Lan tạm gác lúc 17/10 23:00, đến 17/10 23:10: chờ đội'],
    ['seen', 'Đã xem: Lan 23:00'],
  ])
})

it('says nothing of an alert that is as it came', () => {
  expect(lifeLines(buildAlertState(), (key) => key, createFormats('vi', 'Asia/Ho_Chi_Minh'))).toEqual([])
})

it('says that nobody has looked, and why the room was told again', () => {
  const escalated = { ...by, by: '', level: 1, cause: 'not-seen' as const, reason: '' }
  expect(linesOf({ escalated }).map(([kind]) => kind)).toEqual(['escalated', 'unseen'])
})

it('says why it came back early, and what was concluded and promised', () => {
  const unshelved = { atMs: builtAtMs, by: '', why: 'changed' as const, shelvedBy: 'Lan' }
  expect(linesOf({ unshelved, acknowledged: { ...by, disposition: 'no-impact', next: 'gọi phường' } })).toEqual([
    ['unshelved', 'Trở lại sớm lúc 17/10 23:00 vì nội dung thay đổi (Lan đã tạm gác)'],
    ['disposition', 'Kết luận: đúng, không ảnh hưởng'],
    ['next', 'Việc sẽ làm: gọi phường'],
  ])
})
