export { default as DocumentView } from './DocumentView.vue'
export { useDocumentsStore } from './documentsStore'
