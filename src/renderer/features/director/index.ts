export { default as DirectorPanel } from './DirectorPanel.vue'
export { default as LostControlPanel } from './LostControlPanel.vue'
