export { default as GaugePanel } from './GaugePanel.vue'
export { useGaugesStore } from './gaugesStore'
export type { GaugeView } from './gaugeSeries'
