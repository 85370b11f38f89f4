export { default as FiguresPanel } from './FiguresPanel.vue'
export { default as FloodPanel } from './FloodPanel.vue'
export { useAlertFiguresStore } from './alertFiguresStore'
