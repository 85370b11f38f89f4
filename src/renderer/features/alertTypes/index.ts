export { default as AlertTypesPanel } from './AlertTypesPanel.vue'
