import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

const node = (name: string, include: string[], extra: object = {}) => ({
  extends: true as const,
  test: { name, environment: 'node', include, ...extra },
})

export default defineConfig({
  plugins: [vue()],
  test: {
    projects: [
      node('node', ['src/{shared,storage,analysis,city,gateway,station,main}/**/*.test.ts', 'tools/**/*.test.ts']),
      { extends: true, test: { name: 'dom', environment: 'happy-dom', include: ['src/renderer/**/*.test.ts'] } },
      node('line', ['test/line/**/*.test.ts'], { testTimeout: 20_000 }),
      node('contract', ['test/contract/**/*.test.ts'], { testTimeout: 20_000 }),
      node('simulation', ['test/simulation/**/*.test.ts'], { testTimeout: 240_000, maxWorkers: 2 }),
      node('boundaries', ['test/boundaries/**/*.test.ts'], { testTimeout: 120_000 }),
      node('faults', ['test/faults/**/*.test.ts'], { testTimeout: 60_000 }),
    ],
  },
})
