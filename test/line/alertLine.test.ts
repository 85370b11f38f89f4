import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { buildCap } from '../builders/capBuilder'
import { testFolder } from '#test/builders/folderBuilder'
import { factsIn, isLive, openTestWindow, outboxIn, post, startTestGateway, startTestStation, type TestGateway } from './roomInOneProcess'

describe('the straight line, in one process', () => {
  const folder = testFolder('line')
  let gateway: TestGateway
  const closers: (() => unknown)[] = []
  beforeEach(async () => {
    gateway = await startTestGateway(folder.at(randomUUID()))
    closers.push(() => gateway.gateway.close())
  })
  afterEach(async () => {
    for (const close of closers.splice(0).toReversed()) await close()
  })

  function openStation(name = 'Bàn trực 1', data = randomUUID(), follow = true) {
    const station = startTestStation(folder.at(data), follow ? gateway : null, name)
    let isOpen = true
    const close = (): void => {
      if (isOpen) station.close()
      isOpen = false
    }
    closers.push(close)
    return { station, window: openTestWindow(station), data, close }
  }

  test('a CAP message becomes one fact in every window, a repeat becomes nothing, a cancel clears it', async () => {
    const { window } = openStation()
    const second = openStation('Bàn trực 2')
    await window.until('live', isLive)
    await second.window.until('live', isLive)

    const answer = await post(gateway, buildCap({ identifier: 'line-1' }))
    expect(answer.status).toBe(201)
    const raised = await window.until('the alert', (pushes) => factsIn(pushes).find((fact) => fact.type === 'alert.raised'))
    expect(raised.payload.alert).toMatchObject({
      severity: 'critical',
      texts: [{ language: 'vi-VN', headline: 'Ngập đường Hoàng Diệu, sâu 0,4 m' }],
    })
    expect(await second.window.until('the alert', (pushes) => factsIn(pushes).find((fact) => fact.type === 'alert.raised'))).toEqual(raised)

    const repeat = await post(gateway, buildCap({ identifier: 'line-1' }))
    expect([repeat.status, await repeat.json()]).toEqual([
      200,
      { ok: true, value: { facts: 0, duplicate: true, alertId: raised.payload.alert.id } },
    ])

    await post(
      gateway,
      buildCap({ identifier: 'line-2', msgType: 'Cancel', references: 'test@example.invalid,line-1,2026-01-15T10:00:00+07:00' }),
    )
    const cleared = await window.until('the end', (pushes) => factsIn(pushes).find((fact) => fact.type === 'alert.cleared'))
    expect(cleared.payload).toEqual({ id: raised.payload.alert.id, reason: 'cancelled' })
    expect(factsIn(window.pushes).flatMap((fact) => (fact.stream === 'alerts' ? [fact.seq] : []))).toEqual([1, 2])
  })

  test('an acknowledgement goes up as a request and comes back to every window as a fact; the second is told who was first', async () => {
    const one = openStation('Bàn trực 1')
    const two = openStation('Bàn trực 2')
    await one.window.until('live', isLive)
    await two.window.until('live', isLive)
    await post(gateway, buildCap({ identifier: 'ack-1' }))
    const { id } = (await two.window.until('the alert', (pushes) => factsIn(pushes).find((fact) => fact.type === 'alert.raised'))).payload
      .alert

    one.window.call({ kind: 'request', key: randomUUID(), type: 'alert.acknowledge', input: { id, expectedVersion: 1, note: '' } })
    const acknowledged = await two.window.until('the fact', (pushes) => factsIn(pushes).find((fact) => fact.type === 'alert.acknowledged'))
    expect(acknowledged.actor.name).toBe('Bàn trực 1')

    const late = randomUUID()
    two.window.call({ kind: 'request', key: late, type: 'alert.acknowledge', input: { id, expectedVersion: 1, note: '' } })
    const refused = await two.window.until('the refusal', (pushes) =>
      pushes.find((push) => push.kind === 'answer' && push.key === late && push.result.ok === false),
    )
    expect(refused).toMatchObject({ result: { failure: { code: 'already-acknowledged', details: { by: 'Bàn trực 1' } } } })
    const kept = await two.window.until('the list', (pushes) => outboxIn(pushes).find(({ state }) => state === 'refused'))
    expect(kept).toMatchObject({ key: late, failure: { details: { by: 'Bàn trực 1' } } })
  })

  test('without a gateway the station shows what it had, keeps a request, and sends it when the gateway is back', async () => {
    const before = openStation()
    await before.window.until('live', isLive)
    await post(gateway, buildCap({ identifier: 'offline-1' }))
    const { id } = (await before.window.until('the alert', (pushes) => factsIn(pushes).find((fact) => fact.type === 'alert.raised')))
      .payload.alert
    before.close()
    const { port } = gateway.gateway
    await gateway.gateway.close()

    const offline = openStation('Bàn trực 1', before.data, true)
    const state = await offline.window.until('the state', (pushes) => pushes.find((push) => push.kind === 'state'))
    expect(state.kind === 'state' && state.alerts.map((each) => each.alert.id)).toEqual([id])
    const link = await offline.window.until('offline', (pushes) =>
      pushes.find((push) => push.kind === 'link' && push.link.state === 'offline'),
    )
    expect(link).toMatchObject({ link: { everConnected: true } })

    const key = randomUUID()
    offline.window.call({ kind: 'request', key, type: 'alert.acknowledge', input: { id, expectedVersion: 1, note: '' } })
    await offline.window.until('waiting', (pushes) =>
      pushes.find((push) => push.kind === 'answer' && push.key === key && push.result.ok === 'waiting'),
    )
    expect(factsIn(offline.window.pushes)).toEqual([])

    gateway = await startTestGateway(gateway.folder, null, port)
    closers.push(() => gateway.gateway.close())
    const fact = await offline.window.until('the fact', (pushes) => factsIn(pushes).find((each) => each.type === 'alert.acknowledged'))
    expect(fact).toMatchObject({ seq: 2, causedBy: key, payload: { id } })
    await offline.window.until('an empty outbox', (pushes) => (outboxIn(pushes).length === 0 ? true : undefined))
  })

  test('an exercise cannot touch reality: a cancel of status Exercise does not clear a real alert', async () => {
    const { window } = openStation()
    await window.until('live', isLive)
    await post(gateway, buildCap({ identifier: 'real-1' }))
    const answer = await post(
      gateway,
      buildCap({
        identifier: 'x-1',
        status: 'Exercise',
        msgType: 'Cancel',
        references: 'test@example.invalid,real-1,2026-01-15T10:00:00+07:00',
      }),
    )
    expect([answer.status, ((await answer.json()) as { failure: { code: string } }).failure.code]).toEqual([422, 'invalid'])
  })
})
