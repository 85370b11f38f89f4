export { default as CamerasView } from './CamerasView.vue'
export { useCamerasStore } from './camerasStore'
