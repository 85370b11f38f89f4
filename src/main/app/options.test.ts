import { expect, test } from 'vitest'
import { readOptions } from './options'

const defaults = {
  gateway: null,
  tokenFile: null,
  city: null,
  scenario: null,
  speed: 120,
  displays: null,
  lang: null,
  data: null,
  port: 4170,
  autostart: null,
}

test('without arguments everything is decided by the application', () => {
  expect(readOptions([])).toEqual(defaults)
})

test('takes what is ours and passes over what is Chromium’s', () => {
  const argv = [
    '/app',
    '--no-sandbox',
    '--gateway=http://127.0.0.1:4170/x',
    '--token-file=/a b',
    '--city=c=d',
    '--scenario=lũ',
    '--speed=0.5',
  ]
  expect(
    readOptions([...argv, '--displays=16', '--lang=en', '--data=', '--port=0', '--force-device-scale-factor=1', 'displays=3']),
  ).toEqual({
    gateway: 'http://127.0.0.1:4170',
    tokenFile: '/a b',
    city: 'c=d',
    scenario: 'lũ',
    speed: 0.5,
    displays: 16,
    lang: 'en',
    data: '',
    port: 0,
    autostart: null,
  })
})

test('starting at login is on, off, or left as it is', () => {
  expect(['on', 'off'].map((word) => readOptions([`--autostart=${word}`]).autostart)).toEqual([true, false])
})

test('the last of two counts', () => {
  expect(readOptions(['--port=1', '--port=2']).port).toBe(2)
})

test.each([
  ['--port=', '--port'],
  ['--port=65536', '--port'],
  ['--port=-1', '--port'],
  ['--port=41.5', '--port'],
  ['--port=4170x', '--port'],
  ['--displays=0', '--displays'],
  ['--displays=17', '--displays'],
  ['--displays=2.5', '--displays'],
  ['--displays=NaN', '--displays'],
  ['--speed=0', '--speed'],
  ['--speed=Infinity', '--speed'],
  ['--lang=fr', '--lang'],
  ['--autostart=yes', '--autostart'],
  ['--gateway=', '--gateway'],
  ['--gateway=https://127.0.0.1:1', '--gateway'],
  ['--gateway=http://192.168.1.5:4170', '--gateway'],
  ['--gateway=http://127.0.0.1.example.org', '--gateway'],
  ['--gateway=http://localhost@example.org', '--gateway'],
  ['--gateway=file:///etc/passwd', '--gateway'],
])('%s is refused by name', (argument, name) => {
  expect(() => readOptions([argument])).toThrow(name)
})

test.each(['http://localhost:1', 'http://127.0.0.1:1', 'http://[::1]:1'])('%s is on this machine', (address) => {
  expect(readOptions([`--gateway=${address}`]).gateway).toBe(address)
})
