"""The only rooms with torch in them: build, train, predict."""
