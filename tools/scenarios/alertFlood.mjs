import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { argv } from 'node:process'

// Makes resources/scenarios/alert-flood-exercise.jsonl: 1,200 alerts in ten minutes, one every half second, of which twelve ask for a response
// of their own. Nothing in it has happened. The rules, which docs/connectors/scenario.md tells in words, are the table below; no chance is
// involved, so that its figures can be counted by hand (alert-flood-exercise.figures.json).

const startMs = Date.parse('2026-06-15T19:00:00+07:00')
const stepMs = 500
const centre = { lonDeg: 107.1, latDeg: 16.8163 }
/** Degrees of a metre to the north and, in this city, to the east. */
const [northDeg, eastDeg] = [1 / 111_195, 1 / 106_440]

/**
 * @typedef {[number, number]} Metres east and north
 * @typedef {{ n: number, event: string, grave: string[], within: number, sender: string, same?: boolean, endsAfterMs?: number, at?: Metres }} Followers
 * @typedef {{ event: string, headline: string, grave: string[], at: Metres, radiusM?: number, sender?: string, followers?: Followers[] }} Matter
 * @typedef {Followers & { at: Metres, notBefore: number, given: number }} Stream
 */

/**
 * What matters, by the number of its half second: 5, 45, 85, ... `eastM` and `northM` are metres from the centre; `followers` come after it
 * and are explained by it. `grave` is CAP severity and urgency.
 * @type {Matter[]}
 */
const matters = [
  {
    event: 'Mất điện diện rộng',
    headline: 'Trạm 110 kV mất điện, khoảng 6.000 hộ',
    grave: ['Extreme', 'Immediate'],
    at: [-1500, 900],
    radiusM: 1500,
    followers: [
      { n: 260, event: 'Mất tín hiệu cảm biến', grave: ['Minor', 'Expected'], within: 1300, sender: 'cam-bien' },
      { n: 40, event: 'Đèn tín hiệu tắt', grave: ['Moderate', 'Expected'], within: 1300, sender: 'den-giao-thong' },
    ],
  },
  {
    event: 'Bệnh viện mất điện',
    headline: 'Bệnh viện đa khoa chạy máy phát, còn 40 phút dầu',
    grave: ['Extreme', 'Immediate'],
    at: [-900, 700],
  },
  {
    event: 'Cháy',
    headline: 'Cháy tại chợ Đông Hà, nhiều quầy hàng',
    grave: ['Extreme', 'Immediate'],
    at: [600, 900],
    followers: [{ n: 90, event: 'Cháy', grave: ['Severe', 'Expected'], within: 90, sender: 'nguoi-dan-114' }],
  },
  {
    event: 'Tai nạn nhiều người bị thương',
    headline: 'Xe khách va chạm trên cầu Đông Hà, 5 người bị thương',
    grave: ['Severe', 'Immediate'],
    at: [300, 2100],
    followers: [{ n: 60, event: 'Ùn tắc', grave: ['Moderate', 'Expected'], within: 300, sender: 'dem-xe' }],
  },
  {
    event: 'Bơm tiêu úng quá tải',
    headline: 'Trạm bơm tiêu số 2 quá tải, nước dâng',
    grave: ['Severe', 'Expected'],
    at: [1900, -600],
    sender: 'tram-bom-2',
    followers: [{ n: 119, event: 'Bơm tiêu úng quá tải', grave: ['Severe', 'Expected'], within: 0, sender: 'tram-bom-2', same: true }],
  },
  {
    event: 'Nước sông vượt báo động',
    headline: 'Sông Hiếu vượt báo động 2, đang lên nhanh',
    grave: ['Severe', 'Expected'],
    at: [2600, 1600],
    radiusM: 700,
    followers: [{ n: 100, event: 'Ngập đường', grave: ['Minor', 'Expected'], within: 600, sender: 'cam-bien-ngap' }],
  },
  {
    event: 'Rò rỉ khí gas',
    headline: 'Rò rỉ khí gas trong khu dân cư, chưa có người bị nạn',
    grave: ['Severe', 'Immediate'],
    at: [-300, -1500],
    followers: [{ n: 40, event: 'Rò rỉ khí gas', grave: ['Severe', 'Expected'], within: 80, sender: 'nguoi-dan-112' }],
  },
  { event: 'Kẹt thang máy', headline: 'Bốn người kẹt thang máy, một người khó thở', grave: ['Severe', 'Expected'], at: [1100, 200] },
  {
    event: 'Trẻ em mất tích',
    headline: 'Bé gái 6 tuổi lạc ở bến xe',
    grave: ['Severe', 'Expected'],
    at: [-2300, -700],
    followers: [{ n: 30, event: 'Trẻ em mất tích', grave: ['Severe', 'Expected'], within: 100, sender: 'nguoi-dan-113' }],
  },
  {
    event: 'Sập mái nhà',
    headline: 'Sập mái nhà kho, có người bên trong',
    grave: ['Severe', 'Expected'],
    at: [1500, -1900],
    followers: [{ n: 25, event: 'Sập mái nhà', grave: ['Severe', 'Expected'], within: 90, sender: 'nguoi-dan-115' }],
  },
  {
    event: 'Đứt dây điện',
    headline: 'Dây 22 kV đứt, rơi xuống đường đông người',
    grave: ['Severe', 'Immediate'],
    at: [-1200, -2600],
    followers: [{ n: 35, event: 'Đứt dây điện', grave: ['Severe', 'Expected'], within: 90, sender: 'nguoi-dan-1022' }],
  },
  { event: 'Mất liên lạc đội cứu hộ', headline: 'Đội cứu hộ số 3 mất liên lạc 10 phút', grave: ['Severe', 'Expected'], at: [3300, 300] },
]

/** What nobody has to answer one by one. Cupboard doors open and are shut again twenty seconds later, thirty times each. @type {Followers[]} */
const noise = [
  { n: 150, event: 'Pin yếu', grave: ['Minor', 'Future'], within: 3000, sender: 'camera' },
  { n: 119, event: 'Cảm biến mưa nhiễu', grave: ['Minor', 'Expected'], within: 3000, sender: 'do-mua' },
  ...[1, 2, 3, 4].map((door) => ({
    n: 30,
    event: 'Cửa tủ điện mở',
    grave: ['Minor', 'Expected'],
    within: 0,
    sender: `tu-dien-${door}`,
    same: true,
    endsAfterMs: 20_000,
    at: /** @type {Metres} */ ([3_000 + door * 30, -2_800]),
  })),
]

/** The text of the scenario file. @returns {string} */
export function alertFloodScenario() {
  /** Streams of followers and noise: each gives its next alert in turn, the one that has given least of its share first. @type {Stream[]} */
  const streams = [
    ...matters.flatMap((matter, index) =>
      (matter.followers ?? []).map((each) => ({ ...each, at: matter.at, notBefore: slotOf(index), given: 0 })),
    ),
    ...noise.map((each) => ({ ...each, at: each.at ?? [0, 0], notBefore: -1, given: 0 })),
  ]
  const lines = []
  for (let slot = 0; slot < 1_200; slot += 1) {
    const matter = matters.find((_, index) => slotOf(index) === slot)
    const atMs = startMs + slot * stepMs
    if (matter !== undefined) {
      lines.push(alertLine(atMs, slot, matter, matter.at, matter.sender ?? `truc-ban-${slot}`))
      continue
    }
    const ready = streams.filter((each) => each.given < each.n && each.notBefore < slot)
    const stream = ready.reduce((least, each) => (dueOf(each, slot) < dueOf(least, slot) ? each : least))
    const [east, north] = placeIn(stream)
    const number = String((stream.given += 1)).padStart(3, '0')
    const key = alertLine(
      atMs,
      slot,
      { ...stream, headline: `${stream.event} (${stream.sender})` },
      [east, north],
      stream.same ? stream.sender : `${stream.sender}-${number}`,
    )
    lines.push(key)
    if (stream.endsAfterMs !== undefined) lines.push({ at: timeText(atMs + stream.endsAfterMs), kind: 'end', key: key.key })
  }
  const header = {
    kind: 'scenario',
    schema: 1,
    id: 'alert-flood-exercise',
    cityId: 'dong-ha',
    title: { vi: 'Diễn tập dồn cảnh báo: 1.200 cảnh báo trong 10 phút', en: 'Alert flood exercise: 1,200 alerts in 10 minutes' },
    startsAt: timeText(startMs),
    endsAt: timeText(startMs + 25 * 60_000),
    sources: ['Kịch bản diễn tập do tools/scenarios/alertFlood.mjs tạo ra; không có sự việc nào là thật'],
  }
  const inTime = lines.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at))
  return `${[header, ...inTime].map((line) => JSON.stringify(line)).join('\n')}\n`
}

/** @param {number} index */
const slotOf = (index) => 5 + index * 40

/** How much of its share a stream has given, of the time that it has. @param {{ given: number, n: number, notBefore: number }} stream @param {number} slot */
const dueOf = ({ given, n, notBefore }, slot) => (given + 1) / n - (slot - notBefore) / (1_200 - notBefore)

/** Places in a spiral (golden angle), so that they are spread evenly. @param {Stream} stream @returns {Metres} */
function placeIn({ at, within, given }) {
  const radiusM = within * Math.sqrt((given % 97) / 97)
  const angle = given * 2.399963
  return [at[0] + radiusM * Math.cos(angle), at[1] + radiusM * Math.sin(angle)]
}

/**
 * @param {number} atMs @param {number} slot @param {Pick<Matter, 'event' | 'headline' | 'grave' | 'radiusM'>} told
 * @param {Metres} place @param {string} sender
 */
function alertLine(atMs, slot, { event, headline, grave, radiusM }, [eastM, northM], sender) {
  return {
    at: timeText(atMs),
    kind: 'alert',
    key: `dien-tap-${String(slot).padStart(4, '0')}`,
    sender,
    event,
    headline,
    severity: grave[0],
    urgency: grave[1],
    category: 'Other',
    area: `Khu vực ${event.toLowerCase()}`,
    place: { lonDeg: rounded(centre.lonDeg + eastM * eastDeg), latDeg: rounded(centre.latDeg + northM * northDeg) },
    ...(radiusM !== undefined && { radiusM }),
  }
}

/** @param {number} degrees */
const rounded = (degrees) => Math.round(degrees * 1e5) / 1e5

/** The time in the city's zone, to the millisecond. @param {number} timeMs */
const timeText = (timeMs) => `${new Date(timeMs + 7 * 3_600_000).toISOString().slice(0, -1)}+07:00`

if (argv[1] === import.meta.filename)
  writeFileSync(resolve(import.meta.dirname, '../../resources/scenarios/alert-flood-exercise.jsonl'), alertFloodScenario())
