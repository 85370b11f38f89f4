export { default as CityImportPanel } from './CityImportPanel.vue'
