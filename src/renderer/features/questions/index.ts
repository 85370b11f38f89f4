export { default as QuestionsPanel } from './QuestionsPanel.vue'
export { default as ShownAnswerView } from './ShownAnswerView.vue'
export { useQuestionsStore } from './questionsStore'
