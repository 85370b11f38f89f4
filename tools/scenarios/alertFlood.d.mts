/** The text of the scenario file `alert-flood-exercise.jsonl`. */
export declare function alertFloodScenario(): string
