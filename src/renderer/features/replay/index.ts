export { default as ReplayPanel } from './ReplayPanel.vue'
export { useReplayStore } from './replayStore'
