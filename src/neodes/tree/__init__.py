"""Lines + norm → blocs with their parents: `plan`, `occurrences`, `opening`, and `bloc` for views."""
