"""The second front door: what programs ask with a token. No rule of its own."""
