-- Answers go by age: longer than any station may be without its gateway.
CREATE INDEX answers_by_age ON answers (answered_at_ms);
