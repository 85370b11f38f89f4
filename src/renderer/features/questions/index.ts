export { default as QuestionsPanel } from './QuestionsPanel.vue'
export { useQuestionsStore } from './questionsStore'
