"""The portfolio as files: read (import), written (export), in the same columns both ways."""
