export type { AnswerLayer, AnswerTone, MapAnswer, Pointed, PointingTask } from '#shared/contract/answerLayer'
