export { default as ViewpointsPanel } from './ViewpointsPanel.vue'
export { useViewpointsStore } from './viewpointsStore'
