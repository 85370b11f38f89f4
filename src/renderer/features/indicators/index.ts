export { default as AlertRateView } from './AlertRateView.vue'
export { useAlertRateStore } from './alertRateStore'
