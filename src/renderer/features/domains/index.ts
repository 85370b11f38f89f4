export { default as DomainPage } from './DomainPage.vue'
export type { DomainReading } from './domainReading'
