export { default as ClockView } from './ClockView.vue'
export { default as DrillPanel } from './DrillPanel.vue'
export { default as NoticesPanel } from './NoticesPanel.vue'
export { default as TopBarPanel } from './TopBarPanel.vue'
