export { default as GaugePanel } from './GaugePanel.vue'
export { useGaugesStore } from './gaugesStore'
export { gaugeAsOf, type GaugeView } from './gaugeSeries'
