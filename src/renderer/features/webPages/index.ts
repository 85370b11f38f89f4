export { default as WebPageView } from './WebPageView.vue'
export { useWebPagesStore } from './webPagesStore'
