export { default as AttachmentListPanel } from './AttachmentListPanel.vue'
export { default as AttachmentTrayPanel } from './AttachmentTrayPanel.vue'
export { default as AttachmentViewerPanel } from './AttachmentViewerPanel.vue'
export { useAttachmentsStore } from './attachmentsStore'
