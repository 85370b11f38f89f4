export { default as ThreatBarPanel } from './ThreatBarPanel.vue'
export { default as ThreatLevelPanel } from './ThreatLevelPanel.vue'
