export { default as HistoryPanel } from './HistoryPanel.vue'
export { useHistoryStore } from './historyStore'
