import { resolve } from 'node:path'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'electron-vite'
import { viteStaticCopy } from 'vite-plugin-static-copy'

const pdfjs = 'node_modules/pdfjs-dist'
const cesium = 'node_modules/cesium/Build/Cesium'

export default defineConfig({
  main: {
    build: {
      // The engine that the evaluation runtime has; electron-vite would guess from the newest Electron.
      target: 'node20.18',
      sourcemap: true,
      externalizeDeps: true,
      rolldownOptions: {
        input: {
          index: resolve('src/main/index.ts'),
          gatewayCli: resolve('src/gateway/cliEntry.ts'),
          bundleCli: resolve('src/gateway/bundleCliEntry.ts'),
          cityCli: resolve('src/city/cliEntry.ts'),
          stationCli: resolve('src/station/cliEntry.ts'),
        },
      },
    },
  },
  preload: {
    // A sandboxed preload must be one CommonJS file.
    build: { target: 'node20.18', externalizeDeps: false, rolldownOptions: { output: { format: 'cjs', entryFileNames: '[name].cjs' } } },
  },
  renderer: {
    root: 'src/renderer',
    base: './',
    define: { CESIUM_BASE_URL: JSON.stringify('/cesium/'), __INTLIFY_JIT_COMPILATION__: true, __INTLIFY_DROP_MESSAGE_COMPILER__: false },
    build: {
      target: 'chrome130',
      chunkSizeWarningLimit: 8000,
      minify: true,
      rolldownOptions: { input: { index: resolve('src/renderer/index.html') } },
    },
    plugins: [
      vue(),
      viteStaticCopy({
        targets: [
          ...['Workers', 'ThirdParty', 'Assets', 'Widgets'].map((folder) => ({
            src: resolve(cesium, folder),
            dest: 'cesium',
            rename: { stripBase: 4 },
          })),
          { src: resolve(pdfjs, 'legacy/build/pdf.worker.min.mjs'), dest: 'pdfjs', rename: { stripBase: 4 } },
          // Fonts, encodings and decoders for PDFs that bring none of their own.
          ...['cmaps', 'standard_fonts', 'wasm'].map((folder) => ({
            src: resolve(pdfjs, folder),
            dest: 'pdfjs',
            rename: { stripBase: 2 },
          })),
        ],
      }),
    ],
  },
})
