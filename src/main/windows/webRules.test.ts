import { describe, expect, it } from 'vitest'
import { webRuleOf } from './webRules'

const pages = [
  { name: 'Lượng mưa', url: 'https://mua.example.invalid/ban-do?z=8', alsoFrom: ['Tiles.example.invalid'], wallSafe: true },
  { name: 'Trong nhà', url: 'http://10.0.0.5:8080/', alsoFrom: [], wallSafe: true },
]

describe('web pages on the wall', () => {
  it('are those of the list, by scheme, host and port', () => {
    expect(webRuleOf('https://mua.example.invalid/khac', pages)).toBeDefined()
    for (const url of [
      'http://mua.example.invalid/ban-do',
      'https://mua.example.invalid:8443/',
      'https://mua.example.invalid.attacker.invalid/',
      'https://user:secret@mua.example.invalid/',
      'file:///etc/passwd',
      'not an address',
    ]) {
      expect(webRuleOf(url, pages), url).toBeUndefined()
    }
  })

  it('stay where they are', () => {
    const { mayGo } = webRuleOf(pages[0]!.url, pages)!
    expect(mayGo('https://mua.example.invalid/elsewhere')).toBe(true)
    for (const url of [
      'https://tiles.example.invalid/',
      'http://mua.example.invalid/',
      'app://bundle/index.html',
      'data:text/html,x',
      'javascript:1',
    ])
      expect(mayGo(url), url).toBe(false)
  })

  it('load from their host and those that were named, over a line that nobody reads along', () => {
    const { mayLoad } = webRuleOf(pages[0]!.url, pages)!
    for (const url of [
      'https://mua.example.invalid/a.js',
      'wss://mua.example.invalid/live',
      'https://tiles.example.invalid/1.png',
      'data:image/png,x',
    ])
      expect(mayLoad(url), url).toBe(true)
    for (const url of [
      'https://ads.example.invalid/',
      'http://tiles.example.invalid/1.png',
      'file:///etc/passwd',
      'app://bundle/index.html',
    ])
      expect(mayLoad(url), url).toBe(false)
  })

  it('of an open line may use it to their own host only', () => {
    const { mayLoad } = webRuleOf('http://10.0.0.5:8080/mimic', pages)!
    expect(mayLoad('http://10.0.0.5:8080/a.js')).toBe(true)
    expect(mayLoad('ws://10.0.0.5:8080/live')).toBe(true)
    expect(mayLoad('http://10.0.0.5:9090/')).toBe(false)
  })
})
