import { expect, test } from 'vitest'
import { tileContent } from '#shared/contract/wall'
import { camerasContent } from './cameraChoice'

test('one camera is shown alone, several as a group that the contract allows', () => {
  expect(camerasContent([])).toBeUndefined()
  expect(camerasContent(['a'])).toEqual({ kind: 'camera', cameraId: 'a' })
  const many = camerasContent(Array.from({ length: 30 }, (_, index) => `cam-${index}`))
  expect(tileContent.safeParse(many).success).toBe(true)
  expect(camerasContent(['a', 'b'])).toEqual({ kind: 'camera-group', cameraIds: ['a', 'b'] })
})
