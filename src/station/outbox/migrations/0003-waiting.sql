-- The oldest request that waits is found at once, however many refused ones stand before it.
CREATE INDEX requests_waiting ON requests (position) WHERE failure IS NULL;
