export { default as DirectorPanel } from './DirectorPanel.vue'
